import { generateKeyPairSync, sign } from 'node:crypto'
import { generateSm2KeyPair, sm2Sign, toHex } from '../../../../src/pki/index.ts'
import {
  type Feed,
  type FeedKey,
  feedPurpose,
  type SignedFeed,
} from '../../../../src/shared/announcements/feed.ts'
import { linkedPicture } from '../../../ui/scenes/linked-picture.ts'

export const feedOf = (rest: Partial<Feed> = {}): Feed => ({
  format: 1,
  issuerId: 'mine',
  sequence: 10,
  issuedAt: '2026-11-20T00:00:00.000Z',
  expiresAt: '2026-12-20T00:00:00.000Z',
  notices: [
    {
      id: 'n1',
      publishedOn: '2026-11-18',
      title: { zh: '系统维护', en: 'Maintenance' },
      text: null,
      link: 'https://www.example.org/n1',
    },
  ],
  pictures: [
    { id: 'p1', title: { zh: '指南', en: 'Guide' }, link: 'https://www.example.org/', base64: linkedPicture },
  ],
  programs: [],
  ...rest,
})

export type Signer = {
  readonly key: FeedKey
  /** Signs whatever it is given, also what is no feed. */
  sign(content: unknown, purpose?: string): SignedFeed
}

const signedBy = (
  content: unknown,
  purpose: string,
  work: (message: Uint8Array) => Uint8Array,
): SignedFeed => {
  const payload = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  const signature = work(Buffer.concat([Buffer.from(purpose), payload]))
  return { payload: payload.toString('base64'), signature: Buffer.from(signature).toString('base64') }
}

export const sm2Signer = (): Signer => {
  const { privateKey, publicKey } = generateSm2KeyPair()
  return {
    key: { algorithm: 'sm2', publicKey: toHex(publicKey).toLowerCase() },
    sign: (content, purpose = feedPurpose) =>
      signedBy(content, purpose, (message) => sm2Sign(privateKey, message)),
  }
}

/** Signed by OpenSSL, which Node's crypto is. */
export const ed25519Signer = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  return {
    key: { algorithm: 'ed25519', publicKey: raw.toString('hex') },
    sign: (content, purpose = feedPurpose) =>
      signedBy(content, purpose, (message) => sign(null, message, privateKey)),
  }
}
