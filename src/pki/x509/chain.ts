import { OID } from '../oids.ts'
import type { ChainOptions, ChainProblem, ChainResult } from './chain-model.ts'
import type { Extension } from './extensions.ts'
import type { Certificate } from './model.ts'
import { type Comparisons, freshComparisons, nameProblems } from './name-constraints.ts'
import { sameName } from './names.ts'
import { paths } from './path.ts'
import { policyProblems } from './policies.ts'
import { purposeProblems } from './purposes.ts'
import { type IsTrustedSigner, revocationProblems } from './revocation.ts'
import { usesSha1 } from './signature.ts'

const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID.keyUsage,
  OID.basicConstraints,
  OID.subjectKeyId,
  OID.authorityKeyId,
  OID.subjectAltName,
  OID.extendedKeyUsage,
  OID.crlDistributionPoints,
  OID.certificatePolicies,
  OID.authorityInfoAccess,
  OID.nameConstraints,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
])

/** Certificates that sign lists and are looked at for one answer: their own lists may have other signers again. */
const MAX_SIGNERS = 16

type Asked = {
  /** The signers of lists that are being looked at, from the first to the one that needed the next. */
  readonly trail: readonly Certificate[]
  readonly signers: { left: number }
  readonly comparisons: Comparisons
}

/**
 * Builds the path from a certificate to a trusted one and says everything that is wrong with it. If several paths
 * exist (renewed or cross-signed authorities), it takes one without problems.
 */
export function verifyChain(leaf: Certificate, options: ChainOptions): ChainResult {
  return verified(
    leaf,
    { ...options, at: options.at ?? new Date() },
    { trail: [], signers: { left: MAX_SIGNERS }, comparisons: freshComparisons() },
  )
}

type Question = ChainOptions & { readonly at: Date }

function verified(leaf: Certificate, options: Question, asked: Asked): ChainResult {
  let best: ChainResult | null = null
  let complete = false
  for (const { path, broken } of paths(leaf, options)) {
    const problems = [...problemsOf(path, options, asked), ...broken]
    const result = { ok: problems.length === 0, path, problems }
    if (result.ok) return result
    if (best === null || (!complete && broken.length === 0)) best = result
    complete ||= broken.length === 0
  }
  return best ?? { ok: false, path: [leaf], problems: [{ certificate: leaf, reason: 'unknown-issuer' }] }
}

function problemsOf(path: readonly Certificate[], options: Question, asked: Asked): readonly ChainProblem[] {
  const { at } = options
  return [
    ...path.flatMap((certificate) => ownProblems(certificate, at)),
    ...usageProblems(path, options),
    ...purposeProblems(path, options),
    ...weakProblems(path),
    ...issuerProblems(path),
    ...nameProblems(path, asked.comparisons),
    ...policyProblems(path, options),
    ...revocationProblems({ path, options, at, isTrustedSigner: signerCheck(options, asked) }),
  ]
}

/**
 * Whether a signer of lists leads to the trusted certificate of the path itself (RFC 5280 6.3.3 f), and is not revoked.
 * It may vouch for itself only if its own certificate names it as the issuer of its lists.
 */
function signerCheck({ crls, requireRevocation, ...options }: Question, asked: Asked): IsTrustedSigner {
  const { intermediates, at } = options
  const lists = { ...(crls && { crls }), ...(requireRevocation !== undefined && { requireRevocation }) }
  return (signer, anchor, named) => {
    if (asked.trail.includes(signer)) return named
    if (--asked.signers.left < 0) return false
    const known = intermediates === undefined ? {} : { intermediates }
    const question = { trusted: [anchor], at, ...known, ...lists }
    return verified(signer, question, { ...asked, trail: [...asked.trail, signer] }).ok
  }
}

function ownProblems(certificate: Certificate, at: Date): readonly ChainProblem[] {
  const problems: ChainProblem[] = []
  if (at.getTime() > certificate.notAfter.getTime()) problems.push({ certificate, reason: 'expired' })
  if (at.getTime() < certificate.notBefore.getTime()) problems.push({ certificate, reason: 'not-yet-valid' })
  if (certificate.extensions.some(mustBeUnderstood)) {
    problems.push({ certificate, reason: 'unknown-critical-extension' })
  }
  return problems
}

const mustBeUnderstood = ({ oid, critical }: Extension): boolean => critical && !UNDERSTOOD.has(oid)

function usageProblems([leaf]: readonly Certificate[], { purpose }: ChainOptions): readonly ChainProblem[] {
  const fits = leaf === undefined || purpose === undefined || ['both', 'unknown', purpose].includes(leaf.use)
  return fits ? [] : [{ certificate: leaf, reason: 'wrong-usage' }]
}

/** Finds strength below 80 bits: SHA-1 under a signature that counts, RSA under 1024 bits. */
function weakProblems(path: readonly Certificate[]): readonly ChainProblem[] {
  return path.flatMap((certificate, i): readonly ChainProblem[] => {
    const { publicKey, signatureAlgorithm } = certificate
    const shortKey = (publicKey.type === 'rsa' || publicKey.type === 'rsa-pss') && publicKey.bits < 1024
    const oldHash = usesSha1(signatureAlgorithm) && i < path.length - 1
    return shortKey || oldHash ? [{ certificate, reason: 'weak-algorithm' }] : []
  })
}

function issuerProblems(path: readonly Certificate[]): readonly ChainProblem[] {
  return path.slice(1).flatMap((certificate, i): readonly ChainProblem[] => {
    const { basicConstraints, keyUsage } = certificate
    // RFC 5280 6.1.4: self-issued certificates do not count. A certificate that does not say that it is an authority
    // (version 1, old roots) must be trusted itself.
    const below = path.slice(1, i + 1).filter((one) => !sameName(one.subject, one.issuer)).length
    const silent = basicConstraints === null && (certificate.version === 1 || keyUsage?.has('keyCertSign'))
    const isCa = basicConstraints?.ca === true || (silent && i === path.length - 2)
    const maySign = keyUsage === null || keyUsage.has('keyCertSign')
    const limit = basicConstraints?.pathLength ?? null
    if (!isCa || !maySign) return [{ certificate, reason: 'issuer-not-a-ca' }]
    return limit !== null && below > limit ? [{ certificate, reason: 'path-too-long' }] : []
  })
}
