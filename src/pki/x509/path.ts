import { equalBytes } from '../bytes.ts'
import type { ChainOptions, ChainProblem } from './chain-model.ts'
import type { Certificate } from './model.ts'
import { sameName } from './names.ts'
import { canVerify, verificationCost, verifySignature } from './signature.ts'

const MAX_PATH = 8
/**
 * The most signatures checked for one chain, what they may cost together, and the most paths: many certificates of one
 * name, or such that issue each other in circles, must not hold anybody up.
 */
const MAX_CHECKS = 100
const MAX_COST = 50
const MAX_PATHS = 64

export type Path = {
  readonly path: readonly Certificate[]
  /** Why the path ends before a trusted certificate; empty if it reaches one. */
  readonly broken: readonly ChainProblem[]
}

/** Whether this issuer's key signed the certificate. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { signatureAlgorithm, tbs, signature } = certificate
  return verifySignature(issuer.publicKey, signatureAlgorithm, tbs, signature)
}

/** Every path from a certificate upwards, trusted issuers tried first. */
export function* paths(leaf: Certificate, options: ChainOptions): Generator<Path> {
  const known = [...options.trusted, ...(options.intermediates ?? [])]
  const search = { known, trusted: options.trusted, checked: new Map(), checks: 0, cost: 0, paths: 0 }
  for (const path of extended([leaf], leaf, search)) {
    search.paths++
    yield path
  }
}

type Search = {
  readonly known: readonly Certificate[]
  readonly trusted: readonly Certificate[]
  /** Whether the second certificate's key signed the first; several paths may ask that. */
  readonly checked: Map<Certificate, Map<Certificate, boolean>>
  checks: number
  cost: number
  paths: number
}

const isOver = ({ checks, cost, paths }: Search): boolean =>
  checks >= MAX_CHECKS || cost > MAX_COST || paths >= MAX_PATHS

function isIssuer(last: Certificate, issuer: Certificate, search: Search): boolean {
  const known = search.checked.get(last)?.get(issuer)
  if (known !== undefined) return known
  const is = isSignedBy(last, issuer)
  search.checks++
  search.cost += verificationCost(issuer.publicKey)
  search.checked.set(last, (search.checked.get(last) ?? new Map()).set(issuer, is))
  return is
}

function* extended(path: readonly Certificate[], last: Certificate, search: Search): Generator<Path> {
  if (search.trusted.some((trusted) => same(trusted, last))) return yield { path, broken: [] }
  if (path.length > MAX_PATH) return yield { path, broken: [{ certificate: last, reason: 'path-too-long' }] }
  const candidates = search.known.filter(
    (other) => mayHaveIssued(other, last) && !path.some((seen) => same(seen, other)),
  )
  let found = false
  for (const issuer of candidates) {
    if (isOver(search)) return yield { path, broken: [{ certificate: last, reason: 'not-all-tried' }] }
    if (!isIssuer(last, issuer, search)) continue
    found = true
    yield* extended([...path, issuer], issuer, search)
  }
  if (!found) yield { path, broken: [{ certificate: last, reason: reasonOf(last, candidates) }] }
}

function reasonOf(last: Certificate, candidates: readonly Certificate[]): ChainProblem['reason'] {
  if (candidates.length === 0) return 'unknown-issuer'
  const { signatureAlgorithm } = last
  return candidates.some((one) => canVerify(one.publicKey, signatureAlgorithm))
    ? 'bad-signature'
    : 'unsupported-algorithm'
}

function same(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.raw, b.raw)
}

function mayHaveIssued(issuer: Certificate, subject: Certificate): boolean {
  const [wanted, has] = [subject.authorityKeyId, issuer.subjectKeyId]
  const keyed = wanted === null || has === null || equalBytes(wanted, has)
  return keyed && sameName(issuer.subject, subject.issuer)
}
