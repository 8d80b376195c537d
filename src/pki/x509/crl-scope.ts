import { toHex } from '../bytes.ts'
import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import type { Extension } from './extensions.ts'
import type { Certificate } from './model.ts'

/** What a revocation list speaks of (RFC 5280 5.2.4 and 5.2.5). */
export type CrlScope = {
  /** False if the list holds what we cannot judge: entries of other issuers, or unknown critical extensions. */
  readonly understood: boolean
  /**
   * Whether it has a number that is not critical, as every list of version 2 must (RFC 5280 5.2.3). Without one nobody
   * can tell an old list from a new one.
   */
  readonly numbered: boolean
  /** The list holds only the changes since another list. */
  readonly delta: boolean
  readonly about: 'all' | 'users' | 'authorities' | 'attributes'
  readonly allReasons: boolean
  /** Names of the distribution point that the list is limited to, as hexadecimal DER; null for a whole list. */
  readonly point: readonly string[] | null
}

const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID.authorityKeyId,
  OID.crlNumber,
  OID.deltaCrlIndicator,
  OID.issuingDistributionPoint,
])
const UNDERSTOOD_IN_ENTRIES: ReadonlySet<string> = new Set([OID.crlReason, OID.invalidityDate])

const strange = (known: ReadonlySet<string>) => (extension: Extension) =>
  extension.critical && !known.has(extension.oid)

/** Whether an entry carries a critical extension that changes its meaning, such as another issuer. */
export function isStrangeEntry(extensions: readonly Extension[]): boolean {
  return extensions.some(strange(UNDERSTOOD_IN_ENTRIES))
}

/** The scope that the extensions of a list state. */
export function readCrlScope(extensions: readonly Extension[], strangeEntries: boolean): CrlScope {
  const point = extensions.find((extension) => extension.oid === OID.issuingDistributionPoint)
  const { indirect, ...scope } = point ? readIssuingPoint(point.value) : WHOLE
  return {
    ...scope,
    understood: !indirect && !strangeEntries && !extensions.some(strange(UNDERSTOOD)),
    numbered: extensions.some(({ oid, critical }) => oid === OID.crlNumber && !critical),
    delta: extensions.some((extension) => extension.oid === OID.deltaCrlIndicator),
  }
}

const WHOLE = { about: 'all', allReasons: true, point: null, indirect: false } as const

function readIssuingPoint(value: Uint8Array) {
  const body = DerReader.of(value, 'IssuingDistributionPoint', 16 * 1024).only((r) => r.sequence())
  const point = body.optional(context(0))?.only(pointNames) ?? null
  const [users, authorities] = [flag(body, 1), flag(body, 2)]
  const someReasons = body.peek() === context(3, false)
  if (someReasons) body.raw()
  const [indirect, attributes] = [flag(body, 4), flag(body, 5)]
  body.finish()
  const about = attributes ? 'attributes' : users ? 'users' : authorities ? 'authorities' : 'all'
  return { about, allReasons: !someReasons, point, indirect } as const
}

function flag(body: DerReader, number: number): boolean {
  if (body.peek() !== context(number, false)) return false
  return body.content(context(number, false)).some((byte) => byte !== 0)
}

/** Names of a DistributionPointName. A name relative to the issuer's counts as it is written. */
function pointNames(name: DerReader): readonly string[] {
  const full = name.optional(context(0))
  return full === null ? [toHex(name.raw(context(1)))] : full.all((names) => toHex(names.raw()))
}

function pointNamesOf(certificate: Certificate): readonly string[] {
  const found = certificate.extensions.find((extension) => extension.oid === OID.crlDistributionPoints)
  if (found === undefined) return []
  const points = DerReader.of(found.value, 'CRLDistributionPoints', 16 * 1024).only((r) => r.sequence())
  return points.all((list) => list.sequence().optional(context(0))?.only(pointNames) ?? []).flat()
}

/** Whether a certificate that a list of this scope does not name is thereby known to be good (RFC 5280 6.3.3 b). */
export function scopeCovers(scope: CrlScope, certificate: Certificate): boolean {
  const { about, point } = scope
  const kind = certificate.basicConstraints?.ca === true ? 'authorities' : 'users'
  const whole = scope.numbered && !scope.delta && scope.allReasons && (about === 'all' || about === kind)
  if (!whole || point === null) return whole
  const names = pointNamesOf(certificate)
  return point.some((name) => names.includes(name))
}
