import { type Certificate, type ChainOptions, type ChainProblem, verifyChain } from '../../pki/index.ts'
import { type Reason, type ReasonCode, reason } from '../../shared/documents/reasons.ts'
import type { Chain } from '../../shared/documents/verdict.ts'
import { subjectOf } from './facts.ts'
import type { Trust } from './trust.ts'

type Codes = Readonly<Partial<Record<ChainProblem['reason'], ReasonCode>>>

const always: Codes = {
  'unknown-issuer': 'unknown-root',
  'not-all-tried': 'chain-not-all-tried',
  'unsupported-algorithm': 'unsupported-algorithm',
  'wrong-usage': 'signer-not-for-signing',
}
const ofSigner: Codes = {
  ...always,
  expired: 'signer-expired',
  'not-yet-valid': 'signer-not-yet-valid',
  revoked: 'signer-revoked',
}

const reasonOf = (problem: ChainProblem, leaf: Certificate): Reason => {
  const code = (problem.certificate === leaf ? ofSigner : always)[problem.reason]
  return code === undefined
    ? reason('chain-wrong', [`${subjectOf(problem.certificate)} (${problem.reason})`])
    : reason(code, [subjectOf(problem.certificate)])
}

/** A moment that counts: a trusted one, the signer's word, or, if there is none, the present. */
export type Moment = { readonly at: Date; readonly kind: 'stamped' | 'claimed' | 'none' }

export type ChainQuestion = {
  readonly leaf: Certificate
  readonly moment: Moment
  /** Certificates that came with the signature. */
  readonly beside: readonly Certificate[]
  readonly trust: Trust
  readonly extendedPurpose?: string
}

const optionsOf = ({ moment, beside, trust, extendedPurpose }: ChainQuestion): ChainOptions => ({
  trusted: trust.roots,
  intermediates: [...beside, ...trust.certificates],
  at: moment.at,
  purpose: 'signing',
  crls: trust.crls,
  ...(extendedPurpose !== undefined && { extendedPurpose }),
})

/**
 * Without a trusted time, whoever has an old key could write an old date: so expiry and revocation count as of now as
 * well.
 */
const reasonsSince = (question: ChainQuestion): readonly Reason[] => {
  const { leaf, moment, trust } = question
  if (moment.kind === 'stamped') return []
  const { problems } = verifyChain(leaf, { ...optionsOf(question), at: trust.now })
  const found = (wanted: ChainProblem['reason'], code: ReasonCode) => {
    const problem = problems.find((one) => one.reason === wanted)
    return problem === undefined ? [] : [reason(code, [subjectOf(problem.certificate)])]
  }
  return [...found('expired', 'expired-since'), ...found('revoked', 'revoked-since')]
}

const isUnchecked = (question: ChainQuestion): boolean =>
  verifyChain(question.leaf, {
    ...optionsOf(question),
    at: question.trust.now,
    requireRevocation: true,
  }).problems.some((problem) => problem.reason === 'revocation-unknown')

export type ChainJudgement = { readonly chain: Chain; readonly reasons: readonly Reason[] }

/** Where the certificate leads, and everything that is wrong with that. */
export const judgeChain = (question: ChainQuestion): ChainJudgement => {
  const { leaf, moment } = question
  const { ok, path, problems } = verifyChain(leaf, optionsOf(question))
  const names = path.map(subjectOf)
  const own = problems.map((problem) => reasonOf(problem, leaf))
  // Without any time, "expired" only says that it has expired by now.
  const since = ok || moment.kind === 'none' ? reasonsSince(question) : []
  const kept = moment.kind === 'none' ? own.filter(({ code }) => code !== 'signer-expired') : own
  const unchecked = ok && isUnchecked(question) ? [reason('revocation-not-checked')] : []
  return { chain: { state: ok ? 'trusted' : 'untrusted', names }, reasons: [...kept, ...since, ...unchecked] }
}
