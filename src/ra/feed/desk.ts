import { fromBase64, toBase64, toHex } from '../../pki/bytes.ts'
import { generateSm2KeyPair, sm2PublicKeyOf, sm2Sign, wipe } from '../../pki/sm2/index.ts'
import { type Feed, type FeedKey, feedPurpose, type SignedFeed } from '../../shared/announcements/feed.ts'
import type { Sealing } from '../ca/sealing.ts'
import { type Clock, DAY, HOUR, iso } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { publicationIn } from './publication.ts'

/** A client that was offline for this long shows what it knows as old. */
const GOOD_FOR = 30 * DAY
/** The same signature is given out for this long. */
const SIGNED_AGAIN = HOUR

export type FeedDesk = {
  /** What an issuer's file names. */
  readonly key: FeedKey
  /** The publication of this moment, signed. Throws not-found if nothing was published. */
  readonly signed: () => Promise<SignedFeed>
}

type Kept = { readonly text: string; readonly at: number; readonly signed: SignedFeed }

/** Signs what was published. Its key is none of the CA's keys, so it can be replaced without a new CA. */
export async function feedDesk(parts: {
  readonly store: Pick<Store, 'meta' | 'putMeta'>
  readonly sealing: Sealing
  readonly clock: Clock
}): Promise<FeedDesk> {
  const { store, sealing, clock } = parts
  const sealed = await ownKey(store, sealing)
  let kept: Kept | null = null
  const sign = (text: string, at: number): SignedFeed => {
    const content: Feed = {
      ...publicationIn(text),
      format: 1,
      issuedAt: iso(at),
      expiresAt: iso(at + GOOD_FOR),
    }
    const payload = Buffer.from(JSON.stringify(content))
    const privateKey = sealing.open('feed-key', sealed)
    const signature = sm2Sign(privateKey, Buffer.concat([Buffer.from(feedPurpose), payload]))
    wipe(privateKey)
    return { payload: toBase64(payload), signature: toBase64(signature) }
  }
  return {
    key: { algorithm: 'sm2', publicKey: publicKeyIn(sealing, sealed) },
    signed: async () => {
      const text = await store.meta('feed')
      if (text === null) throw new Refusal('not-found')
      const now = clock()
      if (kept?.text !== text || Math.abs(now - kept.at) >= SIGNED_AGAIN)
        kept = { text, at: now, signed: sign(text, now) }
      return kept.signed
    },
  }
}

/** The sealed key; it is made at the first start. */
async function ownKey(store: Pick<Store, 'meta' | 'putMeta'>, sealing: Sealing): Promise<Uint8Array> {
  const known = await store.meta('feed-key')
  if (known !== null) return fromBase64(known)
  const { privateKey } = generateSm2KeyPair()
  const sealed = sealing.seal('feed-key', privateKey)
  wipe(privateKey)
  await store.putMeta('feed-key', toBase64(sealed))
  await store.putMeta('feed-public-key', publicKeyIn(sealing, sealed))
  return sealed
}

function publicKeyIn(sealing: Sealing, sealed: Uint8Array): string {
  const privateKey = sealing.open('feed-key', sealed)
  const publicKey = toHex(sm2PublicKeyOf(privateKey)).toLowerCase()
  wipe(privateKey)
  return publicKey
}
