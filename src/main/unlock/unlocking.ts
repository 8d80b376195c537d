import type { Token } from '../../native/index.ts'
import { generateSm2KeyPair, type Sm2KeyPair } from '../../pki/index.ts'
import type { UnlockView } from '../../shared/models/index.ts'
import type { RaClient, RaToken } from '../../shared/ra-contract/index.ts'

/** One unlocking, from who asks to the new PIN. It lives in this process alone: what it holds is worth one use. */
export type Unlocking = {
  readonly token: Token
  readonly tokenName: string
  readonly asked: RaToken
  /** Speaks for the account, or for the person who was identified by the reserved number. */
  client: RaClient
  /** The authority's name of it; null until it knows who asks. */
  unlockId: string | null
  identificationId: string | null
  /** The person's own session, which ends with the unlocking; null when the account is logged in anyway. */
  ownSession: boolean
  /** The authority answers under this key: asked again with the same key, it gives the same answer. */
  readonly recipient: Sm2KeyPair
  running: boolean
  view: UnlockView
}

export const beginUnlocking = (
  id: string,
  parts: Pick<Unlocking, 'token' | 'tokenName' | 'asked' | 'client'>,
): Unlocking => ({
  ...parts,
  unlockId: null,
  identificationId: null,
  ownSession: false,
  recipient: generateSm2KeyPair(),
  running: false,
  view: {
    id,
    tokenId: parts.token.id,
    state: 'identify',
    channels: [],
    sentTo: null,
    againAt: null,
    expiresAt: null,
    authorisationCode: null,
  },
})

export const change = (unlocking: Unlocking, to: Partial<UnlockView>): UnlockView => {
  unlocking.view = { ...unlocking.view, ...to }
  return unlocking.view
}

/** Overwrites the key that the answer was meant for: from here on it opens nothing. */
export const endUnlocking = ({ recipient }: Unlocking): void => void recipient.privateKey.fill(0)
