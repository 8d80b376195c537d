import { equalBytes } from '../bytes.ts'
import type { ChainOptions, ChainProblem } from './chain-model.ts'
import type { Certificate } from './model.ts'
import { sameName } from './names.ts'
import { canVerify, verifySignature } from './signature.ts'

const MAX_PATH = 8
/**
 * The most signatures checked for one chain, and how long the checks after the first few may take: many certificates of
 * one name, or such that issue each other in circles, must not hold anybody up.
 */
const MAX_CHECKS = 100
const FREE_CHECKS = 10
const MAX_MILLISECONDS = 50

export type Path = {
  readonly path: readonly Certificate[]
  /** Why the path ends before a trusted certificate; empty if it reaches one. */
  readonly broken: readonly ChainProblem[]
}

/** Whether this issuer's key signed the certificate. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { signatureAlgorithm, tbs, signature } = certificate
  return verifySignature(issuer.publicKey, signatureAlgorithm.oid, tbs, signature)
}

/** Every path from a certificate upwards, trusted issuers tried first. */
export function* paths(leaf: Certificate, options: ChainOptions): Generator<Path> {
  const known = [...options.trusted, ...(options.intermediates ?? [])]
  yield* extended([leaf], leaf, { known, trusted: options.trusted, checks: 0, spent: 0 })
}

type Search = {
  readonly known: readonly Certificate[]
  readonly trusted: readonly Certificate[]
  checks: number
  /** Milliseconds in signatures. */
  spent: number
}

const isOver = ({ checks, spent }: Search): boolean =>
  checks >= MAX_CHECKS || (checks >= FREE_CHECKS && spent > MAX_MILLISECONDS)

function isIssuer(last: Certificate, issuer: Certificate, search: Search): boolean {
  const began = performance.now()
  const is = isSignedBy(last, issuer)
  search.checks++
  search.spent += performance.now() - began
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
  const { oid } = last.signatureAlgorithm
  return candidates.some((one) => canVerify(one.publicKey, oid)) ? 'bad-signature' : 'unsupported-algorithm'
}

function same(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.raw, b.raw)
}

function mayHaveIssued(issuer: Certificate, subject: Certificate): boolean {
  const [wanted, has] = [subject.authorityKeyId, issuer.subjectKeyId]
  const keyed = wanted === null || has === null || equalBytes(wanted, has)
  return keyed && sameName(issuer.subject, subject.issuer)
}
