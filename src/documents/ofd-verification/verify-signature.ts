import { type SealSignature, type SignedMessage, writtenMoment } from '../../pki/index.ts'
import { type Reason, reason } from '../../shared/documents/reasons.ts'
import type { SignatureVerdict } from '../../shared/documents/verdict.ts'
import { judgeChain } from '../judgement/chain.ts'
import { judgeCmsSigner } from '../judgement/cms-signer.ts'
import { certificateFacts, sealFacts } from '../judgement/facts.ts'
import { judgeSeal } from '../judgement/seal.ts'
import { concluded, type Judged, unread } from '../judgement/signature-verdict.ts'
import { judgeTime } from '../judgement/time.ts'
import type { Trust } from '../judgement/trust.ts'
import { partsOf } from '../package/names.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import {
  messageForm,
  messageVerdicts,
  readSignedValue,
  sealValueReasons,
} from '../signed-value/signed-value.ts'
import { type CoverageJudgement, judgeCoverage } from './coverage.ts'
import type { FileDigests } from './digests.ts'
import type { Reach } from './reach.ts'
import { referenceReasons } from './references.ts'
import { readSignatureFile, type SignatureFile } from './signature-file.ts'
import type { Entry } from './signature-list.ts'

export type Surroundings = {
  readonly pack: Package
  readonly digests: FileDigests
  readonly reach: Reach
  readonly ofSignatures: ReadonlySet<string>
  readonly trust: Trust
}

type Core = Pick<Judged, 'form' | 'signer' | 'seal' | 'chain' | 'time' | 'reasons'>

const sealFileReasons = (
  file: SignatureFile,
  value: SealSignature,
  { pack }: Surroundings,
): readonly Reason[] => {
  if (file.seal === undefined || file.seal === null) return []
  const beside = pack.read(file.seal)
  const same = beside !== null && Buffer.from(beside).equals(value.seal.raw)
  return same ? [] : [reason('seal-file-differs', [file.seal])]
}

const namedReasons = (file: SignatureFile, { propertyInfo }: SealSignature): readonly Reason[] =>
  partsOf(propertyInfo).join('/') === file.name ? [] : [reason('other-signature-named', [propertyInfo])]

/** Steps 3 to 11 for a signature with a seal. */
const judgeSealed = (file: SignatureFile, value: SealSignature, around: Surroundings): Core => {
  const { trust } = around
  const { certificate, signature, timeStamp, claimedAt, seal } = value
  const { time, moment, reasons } = judgeTime({
    claimed: claimedAt ?? writtenMoment(file.statedTime ?? ''),
    token: timeStamp,
    stamped: signature,
    trust,
  })
  const { chain, reasons: chainReasons } = judgeChain({ leaf: certificate, moment, beside: [], trust })
  return {
    form: 'seal',
    signer: { state: 'named', certificate: certificateFacts(certificate) },
    seal: sealFacts(seal),
    chain,
    time,
    reasons: [
      ...sealFileReasons(file, value, around),
      ...sealValueReasons(value, [file.bytes], 'description-changed'),
      ...namedReasons(file, value),
      ...judgeSeal(seal, certificate, moment.at, trust),
      ...reasons,
      ...chainReasons,
    ],
  }
}

const bare = (code: Reason['code'], details: readonly string[] = []): Core => ({
  form: 'bare',
  signer: { state: 'unknown' },
  seal: { state: 'none' },
  chain: { state: 'not-checked' },
  time: { state: 'none' },
  reasons: [reason(code, details)],
})

/** A signature of type Sign has one signer; more are judged by the first and told. */
const judgeMessage = (file: SignatureFile, message: SignedMessage, { trust }: Surroundings): Core => {
  const { verdicts, reasons } = messageVerdicts(message, file.bytes)
  const [first, ...others] = verdicts.map((verdict) =>
    judgeCmsSigner({
      verdict,
      beside: message.certificates,
      stated: writtenMoment(file.statedTime ?? ''),
      trust,
    }),
  )
  if (first === undefined) return bare('signature-unreadable')
  const further = others.flatMap((other) => other.reasons)
  return {
    ...first,
    form: messageForm(message),
    seal: { state: 'none' },
    reasons: [...reasons, ...first.reasons, ...further],
  }
}

const judgeValue = (file: SignatureFile, around: Surroundings): Core => {
  const bytes = file.signedValue === null ? null : around.pack.read(file.signedValue)
  if (bytes === null) return bare('signature-unreadable')
  const read = readSignedValue(bytes)
  if (read.form === 'seal') return judgeSealed(file, read.value, around)
  if (read.form === 'message') return judgeMessage(file, read.value, around)
  if (read.form === 'bare') return bare('no-signer-certificate')
  return bare('signature-unreadable', [read.why])
}

const coverageOf = (file: SignatureFile, around: Surroundings): CoverageJudgement =>
  judgeCoverage({
    reach: around.reach,
    protectedFiles: new Set(file.references.flatMap((reference) => reference.file ?? [])),
    names: around.pack.names,
    ofSignatures: around.ofSignatures,
  })

export type JudgedSignature = { readonly verdict: SignatureVerdict; readonly file: SignatureFile | null }

const judged = (entry: Entry, around: Surroundings): JudgedSignature => {
  if (entry.file === null)
    return { verdict: unread(entry.id, [reason('signature-unreadable', [entry.path])]), file: null }
  const file = readSignatureFile(entry.file, around.pack)
  const references = referenceReasons(file, around.digests)
  const core = judgeValue(file, around)
  const { coverage, reasons } = coverageOf(file, around)
  const verdict = concluded({
    ...core,
    id: entry.id,
    coverage,
    addedAfter: { state: 'nothing' },
    reasons: [...references, ...core.reasons, ...reasons],
  })
  return { verdict, file }
}

/** One signature of the list, in the order of docs/documents.md. */
export const verifySignature = (entry: Entry, around: Surroundings): JudgedSignature => {
  try {
    return judged(entry, around)
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    const code = error.code === 'damaged' ? 'signature-unreadable' : error.code
    return { verdict: unread(entry.id, [reason(code, error.details)]), file: null }
  }
}
