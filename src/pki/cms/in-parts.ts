import { concat } from '../bytes.ts'
import { derOfBer } from '../der/ber.ts'
import { DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm4CbcDecryption } from '../sm4/cbc-stream.ts'
import { MAX_MESSAGE } from './content-info.ts'
import type { EndMarks, EnvelopeHead } from './envelope-head.ts'
import { OctetContent } from './octet-content.ts'
import { readTrailer, type SignedMessage } from './signed.ts'

/** Opens a sealed content that comes in parts. Nothing of it may be believed before `finish` has returned. */
export type Opener = {
  update(part: Uint8Array): Uint8Array
  /** The last of the content, and what stands behind it in the message. */
  finish(): { readonly last: Uint8Array; readonly tail: Uint8Array }
}

/** Whether the content can be opened while it comes. All other ciphers need all of it at once. */
export const opensInParts = ({ algorithm, iv }: EnvelopeHead): boolean =>
  iv !== null && (algorithm === OID.sm4Cbc || algorithm === OID.sm4)

/** Takes the bytes of the message from `head.sealed.offset` on. */
export function openInParts(head: EnvelopeHead, key: Uint8Array): Opener {
  if (head.iv === null || !opensInParts(head)) throw new PkiError('EnvelopedData', 'unsupported-algorithm')
  const content = new OctetContent(head.sealed, 'EnvelopedData')
  const decryption = sm4CbcDecryption(key, head.iv)
  return {
    update: (part) => decryption.update(content.update(part)),
    finish: () => {
      if (!content.ended) throw new PkiError('EnvelopedData', 'truncated')
      return { last: decryption.finish(), tail: content.rest }
    },
  }
}

/** The tail without the marks that end its elements. */
function withoutMarks(tail: Uint8Array, { behindContent, atEnd }: EndMarks): Uint8Array {
  const [from, to] = [2 * behindContent, tail.length - 2 * atEnd]
  const marks = from <= to ? concat(tail.subarray(0, from), tail.subarray(to)) : tail
  if (from > to || marks.some((byte) => byte !== 0)) throw new PkiError('CMS', 'bad-length')
  return tail.subarray(from, to)
}

/** Whether a message of the kind EnvelopedData ends here, as it must. Attributes that nobody protects may follow. */
export function endsThere(tail: Uint8Array, marks: EndMarks): boolean {
  const left = withoutMarks(tail, marks)
  return left.length === 0 || left[0] === 0xa1
}

/** DER of what stands behind the content of a message that was signed, as one SEQUENCE. */
export function trailerBehind(tail: Uint8Array, marks: EndMarks): Uint8Array {
  const sequence = concat(Uint8Array.of(0x30, 0x80), withoutMarks(tail, marks), new Uint8Array(2))
  return derOfBer(sequence, 'SignedData')
}

/** The certificates and signers behind the content of a message that was signed. */
export function signersBehind(
  tail: Uint8Array,
  marks: EndMarks,
): Pick<SignedMessage, 'certificates' | 'crls' | 'signers'> {
  return DerReader.of(trailerBehind(tail, marks), 'SignedData', MAX_MESSAGE).only((reader) => {
    const body = reader.sequence()
    const signers = readTrailer(body)
    body.finish()
    return signers
  })
}
