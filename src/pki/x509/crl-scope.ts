import { toHex } from '../bytes.ts'
import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import {
  ALL_REASONS,
  type DistributionPoint,
  distributionPointsOf,
  pointNamed,
  readPointNames,
  readReasons,
} from './distribution-point.ts'
import type { Extension } from './extensions.ts'
import type { Certificate } from './model.ts'
import { type DistinguishedName, sameName } from './names.ts'

/** What a revocation list speaks of (RFC 5280 5.2.3 to 5.2.5). */
export type CrlScope = {
  /** False if the list or one of its entries holds an unknown critical extension. */
  readonly understood: boolean
  /**
   * Its number, if it has one that is not critical, as every list of version 2 must (RFC 5280 5.2.3). Without one nobody
   * can tell an old list from a new one.
   */
  readonly number: bigint | null
  /** If the list holds only the changes since another list: the number of that one. */
  readonly base: bigint | null
  readonly about: 'all' | 'users' | 'authorities' | 'attributes'
  /** Reasons that it speaks of, as bits. */
  readonly reasons: number
  /** Whether it speaks of certificates of other issuers too. */
  readonly indirect: boolean
  /** Names of the distribution point that the list is limited to; null for a whole list. */
  readonly point: readonly string[] | null
}

const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID.authorityKeyId,
  OID.crlNumber,
  OID.deltaCrlIndicator,
  OID.issuingDistributionPoint,
])
const UNDERSTOOD_IN_ENTRIES: ReadonlySet<string> = new Set([
  OID.crlReason,
  OID.invalidityDate,
  OID.certificateIssuer,
])

const strange = (known: ReadonlySet<string>) => (extension: Extension) =>
  extension.critical && !known.has(extension.oid)

/** Whether an entry carries a critical extension that changes its meaning in a way that we do not know. */
export function isStrangeEntry(extensions: readonly Extension[]): boolean {
  return extensions.some(strange(UNDERSTOOD_IN_ENTRIES))
}

/** The scope that the extensions of a list state. */
export function readCrlScope(extensions: readonly Extension[], issuer: DistinguishedName): CrlScope {
  const found = (oid: string) => extensions.find((extension) => extension.oid === oid)
  const [point, number, base] = [OID.issuingDistributionPoint, OID.crlNumber, OID.deltaCrlIndicator].map(
    found,
  )
  return {
    ...(point ? readIssuingPoint(point.value, issuer) : WHOLE),
    understood: !extensions.some(strange(UNDERSTOOD)),
    number: number && !number.critical ? readNumber(number.value) : null,
    base: base ? readNumber(base.value) : null,
  }
}

const WHOLE = { about: 'all', reasons: ALL_REASONS, point: null, indirect: false } as const

// RFC 5280 5.2.3 allows 20 bytes.
function readNumber(value: Uint8Array): bigint {
  const bytes = DerReader.of(value, 'CRLNumber', 64).only((r) => r.unsigned())
  return BigInt(`0x${toHex(bytes)}`)
}

function readIssuingPoint(value: Uint8Array, issuer: DistinguishedName) {
  const body = DerReader.of(value, 'IssuingDistributionPoint', 16 * 1024).only((r) => r.sequence())
  const point = body.optional(context(0))?.only((name) => readPointNames(name, [issuer])) ?? null
  const [users, authorities] = [flag(body, 1), flag(body, 2)]
  const some = context(3, false)
  const reasons = body.peek() === some ? readReasons(body.content(some)) : ALL_REASONS
  const [indirect, attributes] = [flag(body, 4), flag(body, 5)]
  body.finish()
  const about = attributes ? 'attributes' : users ? 'users' : authorities ? 'authorities' : 'all'
  return { about, reasons, point, indirect } as const
}

function flag(body: DerReader, number: number): boolean {
  if (body.peek() !== context(number, false)) return false
  return body.content(context(number, false)).some((byte) => byte !== 0)
}

/** Reasons for which a list of this scope and issuer would name a certificate (RFC 5280 6.3.3 b), as bits. */
export function reasonsCovered(scope: CrlScope, issuer: DistinguishedName, certificate: Certificate): number {
  const kind = certificate.basicConstraints?.ca === true ? 'authorities' : 'users'
  const about = scope.about === 'all' || scope.about === kind
  if (scope.number === null || scope.base !== null || !about) return 0
  return distributionPointsOf(certificate)
    .filter((point) => isListOf(point, scope, issuer, certificate))
    .reduce((reasons, point) => reasons | (point.reasons & scope.reasons), 0)
}

/** Whether a certificate names this issuer of lists, or the issuer is its own. */
export function isListIssuer(
  { indirect }: CrlScope,
  issuer: DistinguishedName,
  certificate: Certificate,
): boolean {
  if (sameName(issuer, certificate.issuer)) return true
  const named = (point: DistributionPoint) => point.issuers?.some((one) => sameName(one, issuer)) ?? false
  return indirect && distributionPointsOf(certificate).some(named)
}

function isListOf(
  { names, issuers }: DistributionPoint,
  { indirect, point }: CrlScope,
  issuer: DistinguishedName,
  certificate: Certificate,
): boolean {
  const own =
    issuers === null
      ? sameName(issuer, certificate.issuer)
      : indirect && issuers.some((one) => sameName(one, issuer))
  if (!own || point === null) return own
  const wanted = names ?? (issuers ?? []).map(pointNamed)
  return point.some((name) => wanted.includes(name))
}
