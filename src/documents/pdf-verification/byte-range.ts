import type { PdfSignature } from './signature-fields.ts'

/** The two pieces that are signed, and where the signed part of the file ends. */
export type SignedRange = { readonly pieces: readonly [Uint8Array, Uint8Array]; readonly end: number }

/**
 * The range must begin with the file, leave out exactly the string of Contents with its brackets, and end with the
 * file as it was when it was signed. Anything else leaves room for what nobody signed. null: it does not.
 */
export const signedRange = ({ range, contents }: PdfSignature, bytes: Uint8Array): SignedRange | null => {
  if (range === null || contents === null) return null
  const [start, length, next, rest] = range
  const end = next + rest
  const fits = start === 0 && length === contents.start && next === contents.end && end <= bytes.length
  if (!fits) return null
  const tail = Buffer.from(bytes.subarray(Math.max(next, end - 20), end)).toString('latin1')
  if (!/%%EOF(\r\n|\r|\n)?$/.test(tail) && end !== bytes.length) return null
  return { pieces: [bytes.subarray(0, length), bytes.subarray(next, end)], end }
}
