import { fromBase64, fromHex, OID, sm2Verify, verifySignature } from '../../pki/index.ts'
import {
  type Feed,
  type FeedKey,
  feed,
  feedPurpose,
  type SignedFeed,
} from '../../shared/announcements/feed.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { pictureKind } from '../seals/picture.ts'

type PictureKind = 'image/png' | 'image/jpeg'

/** The kind of a picture that a window can show without harm; null for any other bytes. */
export const feedPictureKind = (base64: string): PictureKind | null => {
  const kind = pictureKind(fromBase64(base64))
  return kind === 'image/png' || kind === 'image/jpeg' ? kind : null
}

const isSignedBy = (
  { algorithm, publicKey }: FeedKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => {
  try {
    const point = fromHex(publicKey)
    if (algorithm === 'sm2') return sm2Verify(point, message, signature)
    return verifySignature({ type: 'ed25519', bits: 256, point }, OID.ed25519, message, signature)
  } catch {
    return false // a key that is no point of its curve has signed nothing
  }
}

const contentOf = (payload: Uint8Array): Feed => {
  try {
    const content = feed.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)))
    if (content.pictures.some(({ base64 }) => feedPictureKind(base64) === null))
      throw new Error('a picture is none')
    return content
  } catch (error) {
    throw new AssistantError('feed-unreadable', {}, error)
  }
}

/**
 * What an issuer signed. Nothing is read before the signature is right; then the feed must be of this issuer. Throws
 * the reason why it is not used.
 */
export const openFeed = (signed: SignedFeed, issuerId: string, key: FeedKey): Feed => {
  const payload = fromBase64(signed.payload)
  const message = Buffer.concat([Buffer.from(feedPurpose), payload])
  if (!isSignedBy(key, message, fromBase64(signed.signature)))
    throw new AssistantError('feed-signature-wrong')
  const content = contentOf(payload)
  if (content.issuerId !== issuerId) throw new AssistantError('feed-of-another')
  return content
}

export const isExpired = ({ expiresAt }: Pick<Feed, 'expiresAt'>, now: Date): boolean =>
  Date.parse(expiresAt) <= now.getTime()

/** Whether a feed that came now may take the place of the one that is known. */
export const checkFresh = (content: Feed, known: Pick<Feed, 'sequence'> | null, now: Date): void => {
  if (known !== null && content.sequence < known.sequence) throw new AssistantError('feed-older')
  if (isExpired(content, now)) throw new AssistantError('feed-expired')
}
