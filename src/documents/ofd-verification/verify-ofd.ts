import { type Reason, reason } from '../../shared/documents/reasons.ts'
import type { FileVerdict, SignatureVerdict } from '../../shared/documents/verdict.ts'
import { concluded, concludedFile } from '../judgement/signature-verdict.ts'
import type { Trust } from '../judgement/trust.ts'
import { openPackage, type Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { fileDigests } from './digests.ts'
import { reachFrom } from './reach.ts'
import { readSignatureFile } from './signature-file.ts'
import { type Entry, numberIn, type OfdDocument, readDocuments } from './signature-list.ts'
import { type JudgedSignature, type Surroundings, verifySignature } from './verify-signature.ts'

type Listed = NonNullable<OfdDocument['list']>

/** The files of all signatures in a list, as far as they can be read. */
const filesOfSignatures = ({ file: listFile, entries }: Listed, pack: Package): ReadonlySet<string> => {
  const files = new Set<string>([listFile])
  for (const { file } of entries) {
    if (file === null || files.has(file)) continue
    files.add(file)
    try {
      const { seal, signedValue } = readSignatureFile(file, pack)
      for (const name of [seal, signedValue]) if (name !== null && name !== undefined) files.add(name)
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
    }
  }
  return files
}

const added = ({ verdict, file }: JudgedSignature, all: readonly JudgedSignature[]): SignatureVerdict => {
  if (file === null) return verdict
  const later = all
    .filter((other) => other.file?.references.some((reference) => reference.file === file.name))
    .map((other) => other.verdict.id)
  if (later.length === 0) return verdict
  const reasons = [...verdict.reasons, reason('signed-after', later)]
  return concluded({ ...verdict, addedAfter: { state: 'harmless', what: later }, reasons })
}

/** Judges those first that others build on. A circle, or a number that nobody has, is no ground to stand on. */
const withRelatives = (
  verdicts: readonly SignatureVerdict[],
  entries: readonly Entry[],
): readonly SignatureVerdict[] => {
  const relativeReason = (entry: Entry, seen: readonly string[]): Reason | null => {
    if (entry.relative === null || entry.relative === '') return null
    const at = entries.findIndex(({ id }) => id === entry.relative)
    const [base, baseEntry] = [verdicts[at], entries[at]]
    const lost = base === undefined || baseEntry === undefined || seen.includes(entry.relative)
    if (lost) return reason('relative-missing', [entry.relative])
    if (base.outcome === 'invalid') return reason('relative-invalid', [base.id])
    return relativeReason(baseEntry, [...seen, entry.relative])
  }
  return verdicts.map((verdict, i) => {
    const entry = entries[i]
    const found = entry === undefined ? null : relativeReason(entry, [entry.id])
    return found === null ? verdict : concluded({ ...verdict, reasons: [...verdict.reasons, found] })
  })
}

/** Hints that a signature was taken out of the list. None of them proves it. */
const goneReasons = (
  list: Listed,
  judged: readonly JudgedSignature[],
  pack: Package,
  known: ReadonlySet<string>,
): readonly Reason[] => {
  const used = judged.flatMap(({ verdict, file }) => [
    verdict.id,
    ...(file?.stamps.map(({ id }) => id) ?? []),
  ])
  const highest = Math.max(0, ...used.map((id) => numberIn(id) ?? 0))
  const left = [...pack.names].filter(
    (name) => /(^|\/)(signature\.xml|signe?d?value\.dat)$/i.test(name) && !known.has(name),
  )
  const above = list.maxId !== null && list.maxId > highest
  return left.length > 0 || above ? [reason('signature-may-be-gone', left)] : []
}

type Part = Pick<FileVerdict, 'signatures' | 'reasons'>

/** A file that is listed many times is judged once. */
const judgedOnce = (entries: readonly Entry[], around: Surroundings): readonly JudgedSignature[] => {
  const known = new Map<string, JudgedSignature>()
  return entries.map((entry) => {
    const before = entry.file === null ? undefined : known.get(entry.file)
    const judged = before ?? verifySignature(entry, around)
    if (entry.file !== null) known.set(entry.file, judged)
    return { ...judged, verdict: { ...judged.verdict, id: entry.id } }
  })
}

const verifyDocument = (document: OfdDocument, pack: Package, trust: Trust): Part => {
  const { list, root } = document
  const versions = document.hasVersions ? [reason('versions-present')] : []
  if (list === null) return { signatures: [], reasons: versions }
  const { entries } = list
  const ofSignatures = filesOfSignatures(list, pack)
  const around = { pack, trust, ofSignatures, digests: fileDigests(pack), reach: reachFrom(root, pack) }
  const judged = judgedOnce(entries, around)
  const verdicts = judged.map((one) => added(one, judged))
  const many = list.count > entries.length ? [reason('not-all-checked')] : []
  return {
    signatures: withRelatives(verdicts, entries),
    reasons: [...versions, ...many, ...goneReasons(list, judged, pack, ofSignatures)],
  }
}

const unsignedReasons = (parts: readonly Part[], documents: readonly OfdDocument[]): readonly Reason[] => {
  const unsigned = documents.filter((_, i) => parts[i]?.signatures.length === 0).map(({ root }) => root)
  return unsigned.length > 0 && unsigned.length < documents.length
    ? [reason('document-unsigned', unsigned)]
    : []
}

const verified = (bytes: Uint8Array, trust: Trust): FileVerdict => {
  const pack = openPackage(bytes)
  const documents = readDocuments(pack)
  if (documents === null)
    return concludedFile({ kind: null, signatures: [], reasons: [reason('not-a-document')] })
  const parts = documents.map((document) => verifyDocument(document, pack, trust))
  return concludedFile({
    kind: 'ofd',
    signatures: parts.flatMap(({ signatures }) => signatures),
    reasons: [
      ...pack.notes,
      ...parts.flatMap(({ reasons }) => reasons),
      ...unsignedReasons(parts, documents),
    ],
  })
}

/** Verifies every signature of an OFD file (GB/T 33190, GM/T 0031, GB/T 38540, GM/T 0099). */
export const verifyOfd = (bytes: Uint8Array, trust: Trust): FileVerdict => {
  try {
    return verified(bytes, trust)
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return concludedFile({ kind: 'ofd', signatures: [], reasons: [reason(error.code, error.details)] })
  }
}
