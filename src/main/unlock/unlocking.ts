import type { Token } from '../../native/index.ts'
import { generateSm2KeyPair, type Sm2KeyPair } from '../../pki/index.ts'
import type { UnlockView } from '../../shared/models/index.ts'
import type { RaClient, RaToken } from '../../shared/ra-contract/index.ts'
import type { JournalFile } from '../journal/index.ts'
import { type UnlockRecord, unlockProgressOf } from './records.ts'

/** One unlocking, from the person who asks to the new PIN. Its secrets are only in this process. */
export type Unlocking = {
  readonly token: Token
  readonly tokenName: string
  readonly asked: RaToken
  /** The issuer whose authority it goes through, from beginning to end. */
  readonly issuerId: string
  readonly file: JournalFile<UnlockRecord>
  /** Speaks for the account, or for the person identified by the reserved number. */
  client: RaClient
  /** The authority's name for it; null until the authority knows who asks. */
  unlockId: string | null
  identificationId: string | null
  /** Whether the person has a session of their own, which ends with the unlocking. */
  ownSession: boolean
  /** The authority encrypts its answer for this key. Asked again with the same key, it gives the same answer. */
  readonly recipient: Sm2KeyPair
  running: boolean
  view: UnlockView
}

/** An unlocking as far as its journal says: a new one, or one that a restart interrupted. */
export const beginUnlocking = (
  parts: Pick<Unlocking, 'token' | 'tokenName' | 'asked' | 'issuerId' | 'client' | 'file'>,
): Unlocking => {
  const { opened, codeSent } = unlockProgressOf(parts.file.records()) ?? { opened: null, codeSent: null }
  const reached = codeSent ? 'code-sent' : 'choose-channel'
  return {
    ...parts,
    unlockId: opened?.unlockId ?? null,
    identificationId: null,
    ownSession: false,
    recipient: generateSm2KeyPair(),
    running: false,
    view: {
      id: parts.file.id,
      tokenId: parts.token.id,
      state: opened ? reached : 'identify',
      channels: opened?.channels ?? [],
      sentTo: codeSent?.sentTo ?? null,
      againAt: codeSent?.againAt ?? null,
      expiresAt: opened?.expiresAt ?? null,
      authorisationCode: null,
    },
  }
}

export const change = (unlocking: Unlocking, to: Partial<UnlockView>): UnlockView => {
  unlocking.view = { ...unlocking.view, ...to }
  return unlocking.view
}

/** Overwrites the key that the answer was encrypted for. After that it opens nothing. */
export const endUnlocking = ({ recipient }: Unlocking): void => void recipient.privateKey.fill(0)
