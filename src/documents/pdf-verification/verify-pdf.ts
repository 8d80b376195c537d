import { type Reason, reason } from '../../shared/documents/reasons.ts'
import type { AddedAfter, Coverage, FileVerdict, SignatureVerdict } from '../../shared/documents/verdict.ts'
import { concluded, concludedFile, unread } from '../judgement/signature-verdict.ts'
import type { Trust } from '../judgement/trust.ts'
import { openPdf, type PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry } from '../pdf-structure/values.ts'
import { RefusedFile } from '../refused-file.ts'
import { type SignedRange, signedRange } from './byte-range.ts'
import { changesBetween } from './changes.ts'
import { judgeContents } from './contents.ts'
import { judgeChanges, permissionsOf } from './permissions.ts'
import { type PdfSignature, signaturesOf } from './signature-fields.ts'

/** More signatures than any document has; the rest is not checked, and the verdict says so. */
const mostSignatures = 100

type Later = {
  readonly coverage: Coverage
  readonly addedAfter: AddedAfter
  readonly reasons: readonly Reason[]
}

const unreadable = (code: Reason['code']): Later => ({
  coverage: { state: 'unknown' },
  addedAfter: { state: 'unknown' },
  reasons: [reason(code)],
})

/** The document as it was signed, and the signature as that document has it. */
type Signed = { readonly file: PdfFile; readonly signature: PdfSignature }

/**
 * A later part of the file may give other values to what the dictionary refers to, so it is read from the document as
 * signed. null: that document did not hold it; an old signature was hung into one that it never belonged to.
 */
const asSigned = (present: PdfFile, { dict }: PdfSignature, end: number): Signed | null => {
  const file = end === present.bytes.length ? present : openPdf(present.bytes.subarray(0, end))
  const signature = signaturesOf(file).find((one) => one.dict.start === dict.start)
  return signature === undefined ? null : { file, signature }
}

/** What came after the signature: the rest of the file, compared with the document as it was. */
const judgeLater = (present: PdfFile, signed: Signed): Later => {
  // What ends with the file has nothing behind it.
  if (signed.file === present)
    return { coverage: { state: 'whole' }, addedAfter: { state: 'nothing' }, reasons: [] }
  const permissions = permissionsOf(signed.signature.dict, signed.file)
  try {
    const judged = judgeChanges(changesBetween(signed.file, present), permissions)
    return { coverage: { state: 'whole' }, ...judged }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return unreadable(error.code === 'not-all-compared' ? 'not-all-compared' : 'revision-unreadable')
  }
}

const verifySigned = (
  signed: Signed,
  range: SignedRange,
  present: PdfFile,
  trust: Trust,
): SignatureVerdict => {
  const { id, contents, subFilter, statedTime } = signed.signature
  if (contents === null) return unread(id, [reason('byte-range-wrong')])
  const { pieces } = range
  const core = judgeContents({ contents: contents.bytes, pieces, subFilter, stated: statedTime, trust })
  const { coverage, addedAfter, reasons } = judgeLater(present, signed)
  return concluded({ ...core, id, coverage, addedAfter, reasons: [...core.reasons, ...reasons] })
}

const verifyOne = (signature: PdfSignature, file: PdfFile, trust: Trust): SignatureVerdict => {
  const { id } = signature
  const range = signedRange(signature, file.bytes)
  try {
    const signed = range === null ? null : asSigned(file, signature, range.end)
    if (signed === null || range === null) return unread(id, [reason('byte-range-wrong')])
    return verifySigned(signed, range, file, trust)
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return unread(id, [reason('revision-unreadable')])
  }
}

/** Signature dictionaries in the bytes that no field holds any more. */
const strayReasons = (file: PdfFile, held: readonly PdfSignature[]): readonly Reason[] => {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length)
  const places: number[] = []
  const most = held.length + 100
  for (
    let at = bytes.indexOf('/ByteRange');
    at >= 0 && places.length <= most;
    at = bytes.indexOf('/ByteRange', at + 1)
  )
    places.push(at)
  return places.length > held.length ? [reason('signature-not-in-use')] : []
}

const verified = (bytes: Uint8Array, trust: Trust): FileVerdict => {
  const file = openPdf(bytes)
  const isEncrypted = entry(file.trailer, 'Encrypt').kind !== 'null'
  if (isEncrypted) return concludedFile({ kind: 'pdf', signatures: [], reasons: [reason('encrypted')] })
  const signatures = signaturesOf(file)
  const many = signatures.length > mostSignatures ? [reason('not-all-checked')] : []
  return concludedFile({
    kind: 'pdf',
    signatures: signatures.slice(0, mostSignatures).map((one) => verifyOne(one, file, trust)),
    reasons: [...many, ...strayReasons(file, signatures)],
  })
}

/** Verifies every signature of a PDF (ISO 32000-1, 12.8): PKCS#7 and GM/T 0010 messages, seals, time stamps. */
export const verifyPdf = (bytes: Uint8Array, trust: Trust): FileVerdict => {
  try {
    return verified(bytes, trust)
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return concludedFile({ kind: 'pdf', signatures: [], reasons: [reason(error.code, error.details)] })
  }
}
