import {
  berLength,
  contentHasher,
  OID,
  PkiError,
  parseTimeStamp,
  type SealSignature,
  type SignedMessage,
  verifySignedMessage,
} from '../../pki/index.ts'
import { type Reason, reason } from '../../shared/documents/reasons.ts'
import { judgeChain } from '../judgement/chain.ts'
import { judgeCmsSigner } from '../judgement/cms-signer.ts'
import { certificateFacts, sealFacts } from '../judgement/facts.ts'
import { judgeSeal } from '../judgement/seal.ts'
import type { Judged } from '../judgement/signature-verdict.ts'
import { judgeTime } from '../judgement/time.ts'
import type { Trust } from '../judgement/trust.ts'
import { messageForm, readSignedValue, sealValueReasons } from '../signed-value/signed-value.ts'

export type Core = Pick<Judged, 'form' | 'signer' | 'seal' | 'chain' | 'time' | 'reasons'>

export type ContentsQuestion = {
  readonly contents: Uint8Array
  readonly pieces: readonly Uint8Array[]
  readonly subFilter: string
  readonly stated: Date | null
  readonly trust: Trust
}

const bare = (found: Reason): Core => ({
  form: 'bare',
  signer: { state: 'unknown' },
  seal: { state: 'none' },
  chain: { state: 'not-checked' },
  time: { state: 'none' },
  reasons: [found],
})

const lengthOf = (contents: Uint8Array): number => {
  try {
    return berLength(contents, 'Contents')
  } catch (error) {
    if (error instanceof PkiError) return contents.length
    throw error
  }
}

const judgeSealed = (value: SealSignature, { pieces, stated, trust }: ContentsQuestion): Core => {
  const { certificate, signature, timeStamp, claimedAt, seal } = value
  const times = judgeTime({ claimed: claimedAt ?? stated, token: timeStamp, stamped: signature, trust })
  const { time, moment } = times
  const { chain, reasons } = judgeChain({ leaf: certificate, moment, beside: [], trust })
  return {
    form: 'seal',
    signer: { state: 'named', certificate: certificateFacts(certificate) },
    seal: sealFacts(seal),
    chain,
    time,
    reasons: [
      ...sealValueReasons(value, pieces, 'digest-differs'),
      ...judgeSeal(seal, certificate, moment.at, trust),
      ...times.reasons,
      ...reasons,
    ],
  }
}

/** A message that brings its own content signs that, and not the file around it. */
const judgeMessage = (message: SignedMessage, { pieces, stated, trust }: ContentsQuestion): Core => {
  if (message.content !== null) return bare(reason('content-inside'))
  const hasher = contentHasher(message)
  for (const piece of pieces) hasher.update(piece)
  const judged = verifySignedMessage(message, { content: hasher.finish() }).map((verdict) =>
    judgeCmsSigner({ verdict, beside: message.certificates, stated, trust }),
  )
  const [first, ...others] = judged
  if (first === undefined) return bare(reason('signature-unreadable'))
  const reasons = [...first.reasons, ...others.flatMap((other) => other.reasons)]
  return { ...first, form: messageForm(message), seal: { state: 'none' }, reasons }
}

/** A time stamp over the whole file (ISO 32000-2, 12.8.5): its maker is the signer. */
const judgeDocumentStamp = (token: Uint8Array, { pieces, trust }: ContentsQuestion): Core => {
  const { authority, certificates } = parseTimeStamp(token)
  const { time, moment, reasons } = judgeTime({ claimed: null, token, stamped: Buffer.concat(pieces), trust })
  if (authority === null) return bare(reason('signature-wrong'))
  const question = { leaf: authority, moment, beside: certificates, trust, extendedPurpose: OID.timeStamping }
  const { chain, reasons: chainReasons } = judgeChain(question)
  return {
    form: 'cms',
    signer: { state: 'named', certificate: certificateFacts(authority) },
    seal: { state: 'none' },
    chain,
    time,
    reasons: [...reasons.map(asRefusal), ...chainReasons],
  }
}

const asRefusal = (found: Reason): Reason =>
  found.code === 'time-stamp-wrong' ? reason('digest-differs', found.details) : found

const known: ReadonlySet<string> = new Set(['adbe.pkcs7.sha1', 'adbe.x509.rsa_sha1'])

const judged = (question: ContentsQuestion): Core => {
  const { contents, subFilter } = question
  if (known.has(subFilter)) return bare(reason('unsupported-algorithm', [subFilter]))
  const end = lengthOf(contents)
  const value = contents.subarray(0, end)
  if (subFilter === 'ETSI.RFC3161') return judgeDocumentStamp(value, question)
  const read = readSignedValue(value)
  if (read.form === 'seal') return judgeSealed(read.value, question)
  if (read.form === 'message') return judgeMessage(read.value, question)
  if (read.form === 'bare') return bare(reason('no-signer-certificate'))
  return bare(reason('signature-unreadable', [read.why]))
}

/**
 * Judges what stands in Contents over the signed pieces. It is told by its shape, because products name seals
 * differently. Zeros fill the string up; anything else behind the structure is told.
 */
export const judgeContents = (question: ContentsQuestion): Core => {
  const { contents } = question
  const filled = contents.subarray(lengthOf(contents)).every((byte) => byte === 0)
  try {
    const core = judged(question)
    return filled ? core : { ...core, reasons: [...core.reasons, reason('trailing-bytes')] }
  } catch (error) {
    if (error instanceof PkiError) return bare(reason('signature-unreadable', [error.message]))
    throw error
  }
}
