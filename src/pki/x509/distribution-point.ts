import { toHex } from '../bytes.ts'
import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { readGeneralName } from './general-name.ts'
import type { Certificate } from './model.ts'
import { comparableRdn, comparableRdns, type DistinguishedName, readAttribute } from './names.ts'

/** Where a certificate says that its revocation is published (RFC 5280 4.2.1.13). */
export type DistributionPoint = {
  /** Names in a form in which equal ones are the same text; null if the point has none. */
  readonly names: readonly string[] | null
  /** Reasons that its lists speak of, as bits. */
  readonly reasons: number
  /** Who issues its lists; null means the issuer of the certificate. */
  readonly issuers: readonly DistinguishedName[] | null
}

/** The eight reasons of ReasonFlags, as the bits of its first two bytes. */
export const ALL_REASONS = 0x7f80

/** The name of a point that is called like its issuer. */
export const pointNamed = (name: DistinguishedName): string => `dn ${JSON.stringify(comparableRdns(name))}`

/** Reads the inside of a DistributionPointName. `above` is what a relative name is relative to. */
export function readPointNames(point: DerReader, above: readonly DistinguishedName[]): readonly string[] {
  const full = point.optional(context(0))
  if (full !== null) return full.all(readPointName)
  const rdn = comparableRdn(point.enter(context(1)).all(readAttribute))
  return above.map((name) => `dn ${JSON.stringify([...comparableRdns(name), rdn])}`)
}

function readPointName(names: DerReader): string {
  const start = names.offset
  const name = readGeneralName(names)
  return name.form === 'directory' ? pointNamed(name.name) : toHex(names.bytes.subarray(start, names.offset))
}

/** Reads ReasonFlags without their header. */
export function readReasons(content: Uint8Array): number {
  return (((content[1] ?? 0) << 8) | (content[2] ?? 0)) & ALL_REASONS
}

/**
 * The points that a certificate names, and the one that every certificate has without naming it. Points that cannot be
 * read are none.
 */
export function distributionPointsOf({ extensions, issuer }: Certificate): readonly DistributionPoint[] {
  const unnamed = { names: [pointNamed(issuer)], reasons: ALL_REASONS, issuers: null }
  const found = extensions.find(({ oid }) => oid === OID.crlDistributionPoints)
  if (found === undefined) return [unnamed]
  try {
    const points = DerReader.of(found.value, 'CRLDistributionPoints', 16 * 1024).only((r) => r.sequence())
    return [...points.all((list) => readPoint(list, issuer)), unnamed]
  } catch (error) {
    if (error instanceof PkiError) return [unnamed]
    throw error
  }
}

function readPoint(reader: DerReader, issuer: DistinguishedName): DistributionPoint {
  const body = reader.sequence()
  const name = body.optional(context(0))
  const reasons = context(1, false)
  const some = body.peek() === reasons ? readReasons(body.content(reasons)) : ALL_REASONS
  const named = body.optional(context(2))?.all(readGeneralName) ?? null
  body.finish()
  const issuers = named?.flatMap((one) => (one.form === 'directory' ? [one.name] : [])) ?? null
  return { names: name?.only((r) => readPointNames(r, issuers ?? [issuer])) ?? null, reasons: some, issuers }
}
