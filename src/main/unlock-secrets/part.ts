import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { createSecretDeposit, type SecretDepositParts } from './secret-deposit.ts'

type Needs = Pick<Ground, 'log'> &
  Pick<SecretDepositParts, 'keyring' | 'authorities' | 'accounts'> & {
    readonly issuers: Pick<Issuers, 'find' | 'issuerOf'>
  }

/** The deposit of the secrets with which a locked soft certificate is unlocked. */
export const secretsPart = ({ log, keyring, authorities, accounts, issuers }: Needs) => ({
  service: createSecretDeposit({ keyring, authorities, accounts, log, issuers }),
})
