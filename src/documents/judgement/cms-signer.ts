import { type Certificate, OID, type SignerProblem, type SignerVerdict } from '../../pki/index.ts'
import { type Reason, type ReasonCode, reason } from '../../shared/documents/reasons.ts'
import type { Chain, Signer, SigningTime } from '../../shared/documents/verdict.ts'
import { judgeChain } from './chain.ts'
import { certificateFacts } from './facts.ts'
import { judgeTime } from './time.ts'
import type { Trust } from './trust.ts'

export type SignerJudgement = {
  readonly signer: Signer
  readonly chain: Chain
  readonly time: SigningTime
  readonly reasons: readonly Reason[]
}

const codes: Readonly<Record<SignerProblem, ReasonCode>> = {
  'no-certificate': 'no-signer-certificate',
  'bad-signature': 'signature-wrong',
  'wrong-digest': 'digest-differs',
  'unsupported-algorithm': 'unsupported-algorithm',
  'content-missing': 'content-missing',
}

/** MD2, MD4 and MD5, bare or with RSA: who can make two contents of one digest can forge with them. */
const broken = /^1\.2\.840\.113549\.(2\.[245]|1\.1\.[234])$/

const valueReasons = ({ problem, weak, signer }: SignerVerdict): readonly Reason[] => {
  const refused = [signer.digestAlgorithm, signer.signatureAlgorithm.oid].some((oid) => broken.test(oid))
  if (refused) return [reason('refused-digest')]
  return [...(problem === null ? [] : [reason(codes[problem])]), ...(weak ? [reason('weak-digest')] : [])]
}

/** A time stamp stands among what is not signed, because it is made over the signature (RFC 3161, appendix A). */
const tokenOf = ({ signer }: SignerVerdict): Uint8Array | null =>
  signer.unsignedAttributes.find(({ oid }) => oid === OID.timeStampToken)?.values[0] ?? null

export type CmsQuestion = {
  readonly verdict: SignerVerdict
  readonly beside: readonly Certificate[]
  /** A time that the document states and the signature covers, if the message has none. */
  readonly stated: Date | null
  readonly trust: Trust
}

/** Judges one signer of a message: value, time, certificate. */
export const judgeCmsSigner = ({ verdict, beside, stated, trust }: CmsQuestion): SignerJudgement => {
  const { signer, certificate } = verdict
  const claimed = signer.signingTime ?? stated
  const judged = judgeTime({ claimed, token: tokenOf(verdict), stamped: signer.signature, trust })
  const { time, moment } = judged
  const values = valueReasons(verdict)
  if (certificate === null)
    return {
      signer: { state: 'unknown' },
      chain: { state: 'not-checked' },
      time,
      reasons: [...values, ...judged.reasons],
    }
  const { chain, reasons } = judgeChain({ leaf: certificate, moment, beside, trust })
  return {
    signer: { state: 'named', certificate: certificateFacts(certificate) },
    chain,
    time,
    reasons: [...values, ...judged.reasons, ...reasons],
  }
}
