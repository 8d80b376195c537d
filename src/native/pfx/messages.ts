import { z } from 'zod'

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** The question to the opener: the file, and its password in UTF-8. */
export const pfxQuestion = z.object({ file: bytes, password: bytes })
export type PfxQuestion = z.infer<typeof pfxQuestion>

/** An RSA key of the file that has its certificate beside it. */
const pfxKey = z.object({
  /** PKCS#8. Secret: overwrite after use. */
  privateKey: bytes,
  /** SubjectPublicKeyInfo. */
  publicKey: bytes,
  certificate: bytes,
})
export type PfxKey = z.infer<typeof pfxKey>

export const pfxRefusals = [
  'pfx-damaged',
  'pfx-unsupported',
  'pfx-password-wrong',
  'pfx-without-key',
  'file-too-costly',
] as const

export const pfxAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), keys: z.array(pfxKey) }),
  z.object({ kind: z.literal('refused'), code: z.enum(pfxRefusals), reason: z.string() }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
])
export type PfxAnswer = z.infer<typeof pfxAnswer>
