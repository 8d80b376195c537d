import type { TokenSession } from '../../native/index.ts'
import {
  decryptContent,
  type EnvelopedMessage,
  OID,
  PkiError,
  parseEnvelopedMessage,
  sm2CiphersIn,
} from '../../pki/index.ts'
import { isAssistantError } from '../../shared/errors/index.ts'
import type { AtHand } from '../decryption-rehearsal/keys-at-hand.ts'
import { PageRefusal } from './page-refusal.ts'
import type { Usable } from './site-certificates.ts'

/** A sealed message that a page wants to have opened. */
export const readEnvelope = (bytes: Uint8Array): EnvelopedMessage => {
  try {
    return parseEnvelopedMessage(bytes)
  } catch (error) {
    if (error instanceof PkiError) throw new PageRefusal('malformed', undefined, error)
    throw error
  }
}

export const isFor = (message: EnvelopedMessage, { isNamedBy }: Usable): boolean =>
  message.recipients.some(({ party }) => isNamedBy(party))

const isCbc = ({ encrypted: { algorithm, iv } }: EnvelopedMessage): boolean =>
  algorithm === OID.sm4Cbc || (algorithm === OID.sm4 && iv !== null)

/** Old software writes an SM2 ciphertext in several ways, and only the key tells which one it is. */
const wrongForm = (error: unknown): boolean =>
  error instanceof PkiError ||
  (isAssistantError(error) && ['input-invalid', 'envelope-broken', 'token-refused'].includes(error.code))

const openWith = async (
  session: TokenSession,
  { keyId }: AtHand,
  message: EnvelopedMessage,
  key: Uint8Array,
): Promise<Uint8Array> => {
  const { encrypted } = message
  if (isCbc(message) && encrypted.iv !== null)
    return session.openEnvelope(keyId, { key, iv: encrypted.iv, data: encrypted.ciphertext })
  const opened = await session.decrypt(keyId, key)
  try {
    return decryptContent(encrypted, opened)
  } finally {
    opened.fill(0)
  }
}

export const openMessage = async (
  session: TokenSession,
  hand: AtHand,
  one: Usable,
  message: EnvelopedMessage,
): Promise<Uint8Array> => {
  const recipient = message.recipients.find(({ party }) => one.isNamedBy(party))
  for (const key of recipient === undefined ? [] : sm2CiphersIn(recipient.encryptedKey)) {
    try {
      return await openWith(session, hand, message, key)
    } catch (error) {
      if (!wrongForm(error)) throw error
    }
  }
  throw new PageRefusal('failed')
}
