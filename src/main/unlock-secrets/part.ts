import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { createSecretDeposit, type SecretDepositParts } from './secret-deposit.ts'

type Needs = Pick<Ground, 'log'> &
  Pick<SecretDepositParts, 'keyring' | 'authority' | 'account'> & {
    readonly issuers: Pick<Issuers, 'chosen'>
  }

/** Where the secrets go with which a locked soft certificate is unlocked. */
export const secretsPart = ({ log, keyring, authority, account, issuers }: Needs) => ({
  service: createSecretDeposit({ keyring, authority, account, log, issuer: issuers.chosen }),
})
