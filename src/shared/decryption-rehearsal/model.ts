import { z } from 'zod'

/** Where the key of a recipient is, as far as this computer knows. */
const place = z.discriminatedUnion('is', [
  /** On a token that is here. */
  z.object({ is: z.literal('here'), tokenId: z.string(), certificateId: z.string().nullable() }).readonly(),
  /** The certificate is on a token that is here, its private key is not. */
  z.object({ is: z.literal('without-key'), tokenId: z.string() }).readonly(),
  /** It was on this token, which is here now without it. */
  z.object({ is: z.literal('removed'), tokenId: z.string() }).readonly(),
  /** The certificate was on this token when it was last here. */
  z
    .object({
      is: z.literal('seen'),
      tokenName: z.string(),
      tokenKind: z.enum(['ukey', 'soft']),
      at: z.string(),
    })
    .readonly(),
  z.object({ is: z.literal('unknown') }).readonly(),
])

/** One of those to whom a file is sealed. */
export const rehearsalRecipient = z.readonly(
  z.object({
    /** The holder's name if the certificate is known here. */
    holder: z.string().nullable(),
    issuer: z.string().nullable(),
    serial: z.string().nullable(),
    /** In place of issuer and serial number some software names the key (hex). */
    keyId: z.string().nullable(),
    notAfter: z.string().nullable(),
    /** What its key is wrapped with: only SM2 can be tried here. */
    algorithm: z.enum(['sm2', 'rsa', 'other']),
    place,
  }),
)

/** What a file says before anything is opened. */
export const rehearsalLook = z.readonly(
  z.object({
    /** A file that was sealed, or a certificate to which others seal. */
    what: z.enum(['envelope', 'certificate']),
    recipients: z.array(rehearsalRecipient).readonly(),
    /** The file is shorter than it says. */
    incomplete: z.boolean(),
    /** The end of the sealed content, which the attempt needs too; null if it is at hand or cannot be checked. */
    tail: z.object({ offset: z.number(), length: z.number() }).readonly().nullable(),
  }),
)

export const rehearsalVerdict = z.discriminatedUnion('result', [
  z
    .object({
      result: z.literal('opens'),
      /** The end of the content was opened too, only its key was, or a message of our own. */
      proof: z.enum(['content', 'key', 'trial']),
    })
    .readonly(),
  z
    .object({
      result: z.literal('fails'),
      reason: z.enum(['not-opened', 'content-damaged', 'key-missing', 'token-lacks']),
    })
    .readonly(),
])

export type RehearsalRecipient = z.infer<typeof rehearsalRecipient>
export type RehearsalPlace = RehearsalRecipient['place']
export type RehearsalLook = z.infer<typeof rehearsalLook>
export type RehearsalVerdict = z.infer<typeof rehearsalVerdict>
