import { z } from 'zod'
import { visible } from '../visible.ts'

/** What a feed may hold. A feed that holds more is refused as a whole. */
export const feedLimits = {
  /** Of the signed bytes. In base64 they fit into one answer of an authority. */
  payloadBytes: 1024 * 1024,
  notices: 50,
  pictures: 4,
  pictureBytes: 200 * 1024,
  programs: 30,
  programBytes: 1024 * 1024 * 1024,
} as const

/** Before the signed bytes, so that no signature over anything else counts as one over a feed. */
export const feedPurpose = 'certificate assistant feed 1\n'

/** A text of one paragraph. Hidden characters in it are written out. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .overwrite((text) => visible(text).slice(0, most))

const bilingual = (most: number) => z.readonly(z.object({ zh: line(most), en: line(most) }))
const itemId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/)
const day = z.iso.date().max(10)
const instant = z.iso.datetime().max(40)

const isPlain = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === ''
}

/** An encrypted page, without a name and a password that would make another host look like this one. */
export const httpsAddress = z
  .url({ protocol: /^https$/ })
  .max(2048)
  .refine(isPlain)

const notice = z.readonly(
  z.object({
    id: itemId,
    publishedOn: day,
    title: bilingual(120),
    /** What the notice says here; null if its page says all. */
    text: bilingual(2000).nullable(),
    link: httpsAddress.nullable(),
  }),
)

const picture = z.readonly(
  z.object({
    id: itemId,
    /** What the picture shows and where it leads, for those who do not see it. */
    title: bilingual(80),
    link: httpsAddress,
    base64: z.base64().max(Math.ceil(feedLimits.pictureBytes / 3) * 4),
  }),
)

export const feedProgram = z.readonly(
  z.object({
    id: itemId,
    name: bilingual(60),
    about: bilingual(400),
    publisher: line(120),
    version: line(40),
    system: z.enum(['windows', 'macos', 'linux']),
    address: httpsAddress,
    bytes: z.int().min(1).max(feedLimits.programBytes),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
)

const hasOneOfEach = (items: readonly { readonly id: string }[]): boolean =>
  new Set(items.map(({ id }) => id)).size === items.length

const listOf = <Item extends z.ZodType<{ readonly id: string }>>(item: Item, most: number) =>
  z.array(item).max(most).readonly().refine(hasOneOfEach)

/** What an issuer makes known, before it is numbered and signed. */
export const feedContent = z.object({
  /** A feed is of one issuer, even if several issuers share a key. */
  issuerId: z.string().regex(/^[a-z0-9-]{2,40}$/),
  notices: listOf(notice, feedLimits.notices),
  pictures: listOf(picture, feedLimits.pictures),
  /** 一键安装: the only programs that the assistant fetches. */
  programs: listOf(feedProgram, feedLimits.programs),
})

/** The signed document. `sequence` rises with every publication, so that an older one is known as such. */
export const feed = feedContent.extend({
  format: z.literal(1),
  sequence: z.int().min(1),
  issuedAt: instant,
  expiresAt: instant,
})

/** How a feed travels: the bytes that were signed, and the signature over `feedPurpose` and them. */
export const signedFeed = z.object({
  payload: z.base64().max(Math.ceil(feedLimits.payloadBytes / 3) * 4),
  /** SM2 with the default identity: DER. Ed25519: 64 bytes. */
  signature: z.base64().max(200),
})

/** The key of an issuer's feed, as its file names it. */
export const feedKey = z.discriminatedUnion('algorithm', [
  z.strictObject({ algorithm: z.literal('sm2'), publicKey: z.string().regex(/^04[0-9a-f]{128}$/) }),
  z.strictObject({ algorithm: z.literal('ed25519'), publicKey: z.string().regex(/^[0-9a-f]{64}$/) }),
])

export type FeedContent = Readonly<z.infer<typeof feedContent>>
export type Feed = Readonly<z.infer<typeof feed>>
export type FeedProgram = z.infer<typeof feedProgram>
export type SignedFeed = Readonly<z.infer<typeof signedFeed>>
export type FeedKey = Readonly<z.infer<typeof feedKey>>
