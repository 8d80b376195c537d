import type { PresentToken, TokenSession } from '../../native/index.ts'
import {
  type EnvelopeHead,
  PkiError,
  type Recipient,
  readEnvelopeHead,
  sm2CiphersIn,
} from '../../pki/index.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import { certificateId } from '../certificates/certificate-view.ts'
import { type AtHand, atHandFor, atHandWith } from '../decryption-rehearsal/keys-at-hand.ts'
import { formerKey, type SeenCertificates } from '../decryption-rehearsal/seen-certificates.ts'
import type { ContentKey } from './file-work/hands.ts'
import type { JobLogins, KeyUse } from './job-logins.ts'

/** A recipient of a file whose key is here. */
type Usable = { readonly hand: AtHand; readonly recipient: Recipient }

/** A key of a sealed file that only its token uses. */
export type InsideKey = { readonly hand: AtHand; readonly cipher: Uint8Array }

export type OpeningParts = {
  readonly tokens: () => readonly PresentToken[]
  readonly seen: Pick<SeenCertificates, 'find'>
  readonly logins: JobLogins
  readonly use: (hand: AtHand) => KeyUse
}

const keyLength = 16

const readHead = (bytes: Uint8Array): EnvelopeHead => {
  try {
    return readEnvelopeHead(bytes)
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('document-damaged', {}, error) : error
  }
}

const usableIn = (head: EnvelopeHead, { tokens, seen, logins }: OpeningParts): readonly Usable[] => {
  const present = tokens()
  const found = head.recipients.flatMap((recipient): readonly Usable[] => {
    if (recipient === null) return []
    const point = formerKey(seen, recipient.party)
    const hand = atHandFor(present, recipient.party) ?? (point && atHandWith(present, point))
    return hand?.hasKey ? [{ hand, recipient }] : []
  })
  // Where a login is open, nobody has to be asked.
  const isOpen = ({ hand }: Usable): boolean => logins.isOpen(hand.present.facts.id)
  return [...found.filter(isOpen), ...found.filter((one) => !isOpen(one))]
}

/** Old software writes an SM2 ciphertext in several ways, and only the key tells which one it is. */
const wrongForm = (error: unknown): boolean =>
  error instanceof PkiError ||
  (isAssistantError(error) && ['input-invalid', 'envelope-broken', 'token-refused'].includes(error.code))

const isLacking = (error: unknown): boolean => isAssistantError(error) && error.code === 'token-lacks'

type Tried = ContentKey | { readonly kind: 'not-opened' }

/** Each form in one use of the login: a token that refuses one has not gone. */
const tryForms = async (session: TokenSession, { hand, recipient }: Usable): Promise<Tried> => {
  for (const cipher of sm2CiphersIn(recipient.encryptedKey)) {
    try {
      const key = await session.decrypt(hand.keyId, cipher)
      if (key.length === keyLength) return { kind: 'shown', key }
      key.fill(0)
    } catch (error) {
      if (isLacking(error)) return { kind: 'inside' }
      if (!wrongForm(error)) throw error
    }
  }
  return { kind: 'not-opened' }
}

/** The key of a sealed file, from whichever key is here that opens it. */
export const openContentKey = async (
  bytes: Uint8Array,
  parts: OpeningParts,
): Promise<{ readonly key: ContentKey; readonly inside: readonly InsideKey[] }> => {
  const head = readHead(bytes)
  const usable = usableIn(head, parts)
  if (usable.length === 0) {
    const here = new Set(parts.tokens().map(({ facts }) => facts.id))
    // The key that opened files of this job before is away: it may be the one.
    if ([...parts.logins.known()].some((id) => !here.has(id))) throw new AssistantError('token-absent')
    throw new AssistantError('document-no-key')
  }
  for (const one of usable) {
    const tried = await parts.logins.use(parts.use(one.hand), (session) => tryForms(session, one))
    if (tried.kind === 'shown') return { key: tried, inside: [] }
    if (tried.kind === 'inside') {
      const inside = sm2CiphersIn(one.recipient.encryptedKey).map((cipher) => ({ hand: one.hand, cipher }))
      return { key: tried, inside }
    }
  }
  throw new AssistantError('document-not-opened')
}

/** Opens a part inside the token. The first part tells which form of the key is the right one. */
export const openPartInside = async (
  inside: readonly InsideKey[],
  envelope: { readonly iv: Uint8Array; readonly data: Uint8Array; readonly last: boolean },
  { logins, use }: OpeningParts,
): Promise<{ readonly plain: Uint8Array; readonly right: InsideKey }> => {
  const { iv, data, last } = envelope
  for (const one of inside) {
    try {
      const sealed = { key: one.cipher, iv, data, ...(last ? {} : ({ part: true } as const)) }
      const plain = await logins.use(use(one.hand), (session) => session.openEnvelope(one.hand.keyId, sealed))
      return { plain, right: one }
    } catch (error) {
      if (!wrongForm(error)) throw error
    }
  }
  throw new AssistantError('document-not-opened')
}

/** As it is in the snapshot; null if only the key is here. */
export const certificateIdOf = ({ present, onToken }: AtHand): string | null =>
  onToken && certificateId(present.facts.id, onToken)
