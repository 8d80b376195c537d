import { outcomeOf, type ReasonCode, reasonWeights } from '../../shared/documents/reasons.ts'
import type { FileVerdict, Integrity, SignatureVerdict } from '../../shared/documents/verdict.ts'

const altering: ReadonlySet<ReasonCode> = new Set([
  'digest-differs',
  'file-missing',
  'description-changed',
  'signature-wrong',
  'changed-after',
  'forbidden-after',
])

const undeciding: ReadonlySet<ReasonCode> = new Set([
  'refused-digest',
  'unknown-digest',
  'signature-unreadable',
  'content-inside',
  'content-missing',
  'no-signer-certificate',
  'unsupported-algorithm',
  'byte-range-wrong',
  'revision-unreadable',
  'not-all-compared',
  'sealed',
])

const integrityOf = ({ reasons }: Pick<SignatureVerdict, 'reasons'>): Integrity => {
  if (reasons.some(({ code }) => altering.has(code))) return 'altered'
  return reasons.some(({ code }) => undeciding.has(code)) ? 'unknown' : 'intact'
}

/** A verdict without what follows from its reasons. */
export type Judged = Omit<SignatureVerdict, 'outcome' | 'integrity'>

export const concluded = (judged: Judged): SignatureVerdict => ({
  ...judged,
  outcome: outcomeOf(judged.reasons),
  integrity: integrityOf(judged),
})

/** What is known of a signature that cannot be read. */
export const unread = (id: string, reasons: SignatureVerdict['reasons']): SignatureVerdict =>
  concluded({
    id,
    form: 'bare',
    coverage: { state: 'unknown' },
    signer: { state: 'unknown' },
    seal: { state: 'none' },
    chain: { state: 'not-checked' },
    time: { state: 'none' },
    addedAfter: { state: 'unknown' },
    reasons,
  })

/** The worst of the signatures and of the file itself. Without a signature nothing is valid. */
export const concludedFile = (file: Omit<FileVerdict, 'outcome'>): FileVerdict => {
  const own = outcomeOf(file.reasons)
  const outcomes = new Set([own, ...file.signatures.map(({ outcome }) => outcome)])
  if (file.kind === null) return { ...file, outcome: 'unreadable' }
  if (outcomes.has('invalid')) return { ...file, outcome: 'invalid' }
  if (outcomes.has('undecided')) return { ...file, outcome: 'undecided' }
  return { ...file, outcome: file.signatures.length === 0 ? 'unsigned' : 'valid' }
}

/** Whether the reason forbids to call the signature valid. */
export const refuses = (code: ReasonCode): boolean => reasonWeights[code] === 'refuses'
