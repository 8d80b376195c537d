import { OID } from '../oids.ts'
import type { ChainOptions, ChainProblem, ChainResult } from './chain-model.ts'
import { type Crl, crlCovers, crlEntryFor, verifyCrl } from './crl.ts'
import type { Extension } from './extensions.ts'
import type { Certificate } from './model.ts'
import { sameName } from './names.ts'
import { paths } from './path.ts'
import { purposeProblems } from './purposes.ts'

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
])

/**
 * Builds the path from a certificate to a trusted one and says everything that is wrong with it. If several paths
 * exist (renewed or cross-signed authorities), it takes one without problems.
 */
export function verifyChain(leaf: Certificate, options: ChainOptions): ChainResult {
  const at = options.at ?? new Date()
  let best: ChainResult | null = null
  let complete = false
  for (const { path, broken } of paths(leaf, options)) {
    const problems = [...problemsOf(path, options, at), ...broken]
    const result = { ok: problems.length === 0, path, problems }
    if (result.ok) return result
    if (best === null || (!complete && broken.length === 0)) best = result
    complete ||= broken.length === 0
  }
  return best ?? { ok: false, path: [leaf], problems: [{ certificate: leaf, reason: 'unknown-issuer' }] }
}

function problemsOf(path: readonly Certificate[], options: ChainOptions, at: Date): readonly ChainProblem[] {
  return [
    ...path.flatMap((certificate) => ownProblems(certificate, at)),
    ...usageProblems(path, options),
    ...purposeProblems(path, options),
    ...weakProblems(path),
    ...issuerProblems(path),
    ...revocationProblems(path, options, at),
  ]
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

// Name constraints are not checked here. They bind even if they are not marked critical, so they are refused either
// way.
function mustBeUnderstood({ oid, critical }: Extension): boolean {
  return oid === OID.nameConstraints || (critical && !UNDERSTOOD.has(oid))
}

function usageProblems([leaf]: readonly Certificate[], { purpose }: ChainOptions): readonly ChainProblem[] {
  const fits = leaf === undefined || purpose === undefined || ['both', 'unknown', purpose].includes(leaf.use)
  return fits ? [] : [{ certificate: leaf, reason: 'wrong-usage' }]
}

/** Finds strength below 80 bits: SHA-1 under a signature that counts, RSA under 1024 bits. */
function weakProblems(path: readonly Certificate[]): readonly ChainProblem[] {
  return path.flatMap((certificate, i): readonly ChainProblem[] => {
    const { publicKey, signatureAlgorithm } = certificate
    const shortKey = publicKey.type === 'rsa' && publicKey.bits < 1024
    const oldHash = signatureAlgorithm.oid === OID.rsaSha1 && i < path.length - 1
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

function revocationProblems(
  path: readonly Certificate[],
  { crls = [], requireRevocation = false }: ChainOptions,
  at: Date,
): readonly ChainProblem[] {
  return path.slice(0, -1).flatMap((certificate, i): readonly ChainProblem[] => {
    const issuer = path[i + 1]
    const lists = crls.filter((crl) => issuer !== undefined && verifyCrl(crl, issuer))
    if (lists.some((crl) => isRevoked(crl, certificate, at))) return [{ certificate, reason: 'revoked' }]
    const current = lists.some((crl) => crlCovers(crl, certificate) && isCurrent(crl, at))
    return requireRevocation && !current ? [{ certificate, reason: 'revocation-unknown' }] : []
  })
}

function isRevoked(crl: Crl, certificate: Certificate, at: Date): boolean {
  const entry = crlEntryFor(crl, certificate.serialHex)
  return entry !== null && entry.reason !== 'removeFromCRL' && entry.revokedAt.getTime() <= at.getTime()
}

function isCurrent(crl: Crl, at: Date): boolean {
  return crl.thisUpdate <= at && (crl.nextUpdate === null || at <= crl.nextUpdate)
}
