import { equalBytes } from '../bytes.ts'
import { OID } from '../oids.ts'
import { type Crl, crlEntryFor, verifyCrl } from './crl.ts'
import type { Certificate } from './model.ts'
import { verifySignature } from './signature.ts'

export type ChainReason =
  | 'expired'
  | 'not-yet-valid'
  | 'unknown-issuer'
  | 'bad-signature'
  | 'wrong-usage'
  | 'issuer-not-a-ca'
  | 'path-too-long'
  | 'revoked'
  | 'revocation-unknown'
  | 'unknown-critical-extension'

export type ChainProblem = { readonly certificate: Certificate; readonly reason: ChainReason }

export type ChainResult = {
  readonly ok: boolean
  /** From the certificate asked about up to the trusted one, as far as it could be built. */
  readonly path: readonly Certificate[]
  /** Everything that is wrong, the leaf's troubles first; empty exactly when `ok`. */
  readonly problems: readonly ChainProblem[]
}

export type ChainOptions = {
  /** Certificates trusted for their own sake: roots, or an authority that was pinned. */
  readonly trusted: readonly Certificate[]
  readonly intermediates?: readonly Certificate[]
  /** The moment asked about; now if not given. */
  readonly at?: Date
  /** What the leaf is to be used for; any use if not given. */
  readonly purpose?: 'signing' | 'encryption'
  readonly crls?: readonly Crl[]
  /** Whether a certificate without a valid list of its issuer is a problem. */
  readonly requireRevocation?: boolean
}

const MAX_PATH = 8
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

/** Builds the path from a certificate to a trusted one and says everything that is wrong with it. */
export function verifyChain(leaf: Certificate, options: ChainOptions): ChainResult {
  const { path, broken } = buildPath(leaf, options)
  const at = options.at ?? new Date()
  const problems = [
    ...path.flatMap((certificate) => ownProblems(certificate, at)),
    ...usageProblems(leaf, options),
    ...broken,
    ...issuerProblems(path),
    ...revocationProblems(path, options, at),
  ]
  return { ok: problems.length === 0, path, problems }
}

function same(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.raw, b.raw)
}

function buildPath(leaf: Certificate, options: ChainOptions) {
  const path = [leaf]
  for (let last = leaf; path.length <= MAX_PATH; ) {
    if (options.trusted.some((trusted) => same(trusted, last))) return { path, broken: [] }
    const candidates = [...options.trusted, ...(options.intermediates ?? [])].filter(
      (other) => mayHaveIssued(other, last) && !path.some((seen) => same(seen, other)),
    )
    const issuer = candidates.find((other) => isSignedBy(last, other))
    if (issuer === undefined) {
      const reason = candidates.length > 0 ? 'bad-signature' : 'unknown-issuer'
      return { path, broken: [{ certificate: last, reason } as const] }
    }
    path.push(issuer)
    last = issuer
  }
  return { path, broken: [{ certificate: leaf, reason: 'path-too-long' } as const] }
}

function mayHaveIssued(issuer: Certificate, subject: Certificate): boolean {
  const named = equalBytes(issuer.subject.raw, subject.issuer.raw)
  const [wanted, has] = [subject.authorityKeyId, issuer.subjectKeyId]
  return named && (wanted === null || has === null || equalBytes(wanted, has))
}

/** Whether the certificate carries a right signature of this issuer's key. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { signatureAlgorithm, tbs, signature } = certificate
  return verifySignature(issuer.publicKey, signatureAlgorithm.oid, tbs, signature)
}

function ownProblems(certificate: Certificate, at: Date): readonly ChainProblem[] {
  const problems: ChainProblem[] = []
  if (at.getTime() > certificate.notAfter.getTime()) problems.push({ certificate, reason: 'expired' })
  if (at.getTime() < certificate.notBefore.getTime()) problems.push({ certificate, reason: 'not-yet-valid' })
  if (certificate.extensions.some((extension) => extension.critical && !UNDERSTOOD.has(extension.oid))) {
    problems.push({ certificate, reason: 'unknown-critical-extension' })
  }
  return problems
}

function usageProblems(leaf: Certificate, { purpose }: ChainOptions): readonly ChainProblem[] {
  const fits = purpose === undefined || ['both', 'unknown', purpose].includes(leaf.use)
  return fits ? [] : [{ certificate: leaf, reason: 'wrong-usage' }]
}

function issuerProblems(path: readonly Certificate[]): readonly ChainProblem[] {
  return path.slice(1).flatMap((certificate, below): readonly ChainProblem[] => {
    const { basicConstraints, keyUsage } = certificate
    const isCa = basicConstraints?.ca === true || (certificate.version === 1 && basicConstraints === null)
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
    const current = lists.some((crl) => isCurrent(crl, at))
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
