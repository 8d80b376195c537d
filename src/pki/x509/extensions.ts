import { context, DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'

export type Extension = { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array }

/** Names of the KeyUsage bits in their order (RFC 5280 4.2.1.3). */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof KEY_USAGES)[number]

/** Reads Extensions; the same OID twice is refused (RFC 5280 4.2). */
export function readExtensions(reader: DerReader): readonly Extension[] {
  const body = reader.sequence().atMost(256 * 1024)
  const seen = new Set<string>()
  return body.all((list) => {
    const at = list.offset
    const extension = readExtension(list)
    if (seen.has(extension.oid)) throw list.error('duplicate-extension', at)
    seen.add(extension.oid)
    return extension
  })
}

function readExtension(reader: DerReader): Extension {
  const body = reader.sequence()
  const oid = body.oid()
  // Some real certificates write out the default FALSE. That does no harm, so it is accepted.
  const critical = body.peek() === TAG.boolean ? body.boolean() : false
  const value = body.octets()
  body.finish()
  return { oid, critical, value }
}

/** The usages of a KeyUsage extension's value. */
export function readKeyUsage(value: Uint8Array): ReadonlySet<KeyUsage> {
  const { bytes } = DerReader.of(value, 'KeyUsage', 16).only((r) => r.bitsAndUnused())
  return new Set(KEY_USAGES.filter((_, i) => ((bytes[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0))
}

export type BasicConstraints = { readonly ca: boolean; readonly pathLength: number | null }

/** BasicConstraints of an extension's value. */
export function readBasicConstraints(value: Uint8Array): BasicConstraints {
  return DerReader.of(value, 'BasicConstraints', 32).only((outer) =>
    outer.sequence().only((body) => ({
      ca: body.peek() === TAG.boolean ? body.boolean() : false,
      pathLength: body.done ? null : body.small(),
    })),
  )
}

/** SubjectKeyIdentifier of an extension's value. */
export function readSubjectKeyId(value: Uint8Array): Uint8Array {
  return DerReader.of(value, 'SubjectKeyIdentifier', 256).only((r) => r.octets())
}

/** keyIdentifier of an AuthorityKeyIdentifier extension's value, null if it has none. */
export function readAuthorityKeyId(value: Uint8Array): Uint8Array | null {
  const body = DerReader.of(value, 'AuthorityKeyIdentifier', 4096).only((r) => r.sequence())
  const keyId = body.peek() === context(0, false) ? body.content(context(0, false)) : null
  while (!body.done) body.raw()
  return keyId
}

/** OIDs of an ExtendedKeyUsage extension's value. */
export function readExtendedKeyUsage(value: Uint8Array): readonly string[] {
  return DerReader.of(value, 'ExtendedKeyUsage', 4096).only((r) => r.sequence().all((list) => list.oid()))
}

const URI = context(6, false)

function uris(reader: DerReader): readonly string[] {
  return reader
    .all((names) => {
      const uri = names.peek() === URI
      const content = uri ? names.content(URI) : names.raw()
      return uri ? [String.fromCharCode(...content.subarray(0, 2048))] : []
    })
    .flat()
}

/** Addresses of a CRLDistributionPoints extension's value. */
export function readCrlUrls(value: Uint8Array): readonly string[] {
  const points = DerReader.of(value, 'CRLDistributionPoints', 16 * 1024).only((r) => r.sequence())
  return points
    .all((list) => {
      const point = list.sequence()
      const name = point.optional(context(0))
      while (!point.done) point.raw()
      const full = name?.optional(context(0)) ?? null
      return full === null ? [] : uris(full)
    })
    .flat()
}

export type AuthorityAccess = {
  readonly ocspUrls: readonly string[]
  readonly caIssuerUrls: readonly string[]
}

/** OCSP and issuer addresses of an AuthorityInfoAccess extension's value. */
export function readAuthorityAccess(value: Uint8Array): AuthorityAccess {
  const list = DerReader.of(value, 'AuthorityInfoAccess', 16 * 1024).only((r) => r.sequence())
  const entries = list.all((reader) => {
    const body = reader.sequence()
    const method = body.oid()
    const found = uris(body)
    return { method, found }
  })
  const of = (method: string) => entries.filter((e) => e.method === method).flatMap((e) => e.found)
  return { ocspUrls: of(OID.ocsp), caIssuerUrls: of(OID.caIssuers) }
}
