import { equalBytes } from '../bytes.ts'
import type { ChainOptions, ChainProblem } from './chain-model.ts'
import { type Crl, crlEntryFor, type RevokedEntry, verifyCrl } from './crl.ts'
import { isListIssuer, reasonsCovered } from './crl-scope.ts'
import { ALL_REASONS } from './distribution-point.ts'
import type { Certificate } from './model.ts'
import { sameName } from './names.ts'

/**
 * Whether a certificate that signs lists, and is not in the path itself, leads to this trusted one. `named` tells whether
 * the certificate in question names it as the issuer of its lists.
 */
export type IsTrustedSigner = (signer: Certificate, anchor: Certificate, named: boolean) => boolean

type Check = {
  readonly path: readonly Certificate[]
  readonly options: ChainOptions
  readonly at: Date
  readonly isTrustedSigner: IsTrustedSigner
}

/** Certificates of the path that are revoked or, if that is asked for, not known to be good (RFC 5280 6.3). */
export function revocationProblems(check: Check): readonly ChainProblem[] {
  const { path, options } = check
  if ((options.crls ?? []).length === 0 && options.requireRevocation !== true) return []
  return path.slice(0, -1).flatMap((certificate, i): readonly ChainProblem[] => {
    const issuer = path[i + 1]
    const lists = issuer === undefined ? [] : listsFor(certificate, issuer, check)
    if (lists.some((crl) => isRevoked(crl, lists, certificate, check.at)))
      return [{ certificate, reason: 'revoked' }]
    const known = options.requireRevocation !== true || isKnown(lists, certificate, check.at)
    return known ? [] : [{ certificate, reason: 'revocation-unknown' }]
  })
}

/** The lists that may speak of a certificate and are signed by somebody who may. */
function listsFor(certificate: Certificate, issuer: Certificate, check: Check): readonly Crl[] {
  const { crls = [], trusted, intermediates = [] } = check.options
  const known = [...trusted, ...intermediates]
  const anchor = check.path.at(-1)
  return crls.filter((crl) => {
    if (!isListIssuer(crl.scope, crl.issuer, certificate)) return false
    if (verifyCrl(crl, issuer)) return true
    // Another key of the same authority, or an issuer of lists that the certificate names.
    return known.some(
      (signer) =>
        anchor !== undefined &&
        isNamedSigner(crl, signer) &&
        verifyCrl(crl, signer) &&
        check.isTrustedSigner(signer, anchor, !sameName(crl.issuer, certificate.issuer)),
    )
  })
}

function isNamedSigner(crl: Crl, { subject, subjectKeyId }: Certificate): boolean {
  const { authorityKeyId, issuer } = crl
  const keyed = authorityKeyId === null || subjectKeyId === null || equalBytes(authorityKeyId, subjectKeyId)
  return keyed && sameName(subject, issuer)
}

const counts = (entry: RevokedEntry | null, at: Date): boolean =>
  entry !== null && entry.reason !== 'removeFromCRL' && entry.revokedAt.getTime() <= at.getTime()

function isRevoked(crl: Crl, lists: readonly Crl[], certificate: Certificate, at: Date): boolean {
  const { serialHex, issuer } = certificate
  if (!counts(crlEntryFor(crl, serialHex, issuer), at)) return false
  const changes = lists.filter((delta) => isCurrent(delta, at) && isChangeOf(delta, crl))
  return !changes.some((delta) => crlEntryFor(delta, serialHex, issuer)?.reason === 'removeFromCRL')
}

/** RFC 5280 5.2.4: a list of changes belongs to a list of the same scope and key that is not older than its base. */
function isChangeOf(delta: Crl, complete: Crl): boolean {
  const [change, whole] = [delta.scope, complete.scope]
  if (change.base === null || change.number === null || whole.number === null || whole.base !== null)
    return false
  const ordered = change.base <= whole.number && whole.number < change.number
  return ordered && sameScope(delta, complete)
}

function sameScope(a: Crl, b: Crl): boolean {
  const text = ({ scope, authorityKeyId }: Crl) =>
    JSON.stringify([scope.about, scope.reasons, scope.indirect, scope.point, [...(authorityKeyId ?? [])]])
  return sameName(a.issuer, b.issuer) && text(a) === text(b)
}

/** Whether the current lists together speak of all reasons. */
function isKnown(lists: readonly Crl[], certificate: Certificate, at: Date): boolean {
  const covered = lists
    .filter((crl) => isCurrent(crl, at))
    .reduce((reasons, crl) => reasons | reasonsCovered(crl.scope, crl.issuer, certificate), 0)
  return covered === ALL_REASONS
}

function isCurrent({ thisUpdate, nextUpdate }: Crl, at: Date): boolean {
  return thisUpdate <= at && (nextUpdate === null || at <= nextUpdate)
}
