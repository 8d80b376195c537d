import { z } from 'zod'

/**
 * Whether the seal can be used, and if not, the first reason. `maker-unknown`: its maker's certificate leads to no
 * authority that is known here. `other-certificate`: no certificate beside it on the token may use it.
 */
export const sealState = z.enum([
  'usable',
  'bad-signature',
  'revoked',
  'maker-unknown',
  'other-certificate',
  'not-yet-valid',
  'expired',
])

/** Size on paper, in millimetres. */
const size = { width: z.int(), height: z.int() }

/**
 * A picture is shown only if its bytes are of a kind that cannot hold a program. The others (SVG, OFD, and what is not
 * the kind that it says it is) are named.
 */
const sealPicture = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), ...size }).readonly(),
  z.object({ kind: z.literal('named'), format: z.string().max(40), ...size }).readonly(),
])

export const pictureType = z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/bmp'])

/** What a page sees of a seal on a token. */
export const sealView = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('seal'),
      id: z.string(),
      tokenId: z.string(),
      /** The seal's own number. */
      number: z.string(),
      name: z.string(),
      type: z.enum(['organisation', 'personal', 'other']),
      vendor: z.string(),
      /** Whom the certificate of the seal's maker names. */
      maker: z.string(),
      standard: z.string(),
      picture: sealPicture,
      createdAt: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
      state: sealState,
      /** The certificate on this token that may use it; null if none may. */
      certificateId: z.string().nullable(),
      /** Whom the certificates name that may use it; empty if the seal lists only digests. */
      admits: z.array(z.string()).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal('unreadable'), id: z.string(), tokenId: z.string() }).readonly(),
])

/** The part of the snapshot that belongs to this business. Pictures are asked for one by one. */
export const sealsSlice = { seals: z.array(sealView).readonly() }

export type SealView = z.infer<typeof sealView>
export type SealState = z.infer<typeof sealState>
export type ReadableSeal = Extract<SealView, { readonly kind: 'seal' }>
export type PictureType = z.infer<typeof pictureType>
