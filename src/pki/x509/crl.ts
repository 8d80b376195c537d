import { context, DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { derOf } from '../pem.ts'
import { type AlgorithmIdentifier, readAlgorithm, sameAlgorithm } from './algorithm.ts'
import { type CrlScope, isStrangeEntry, readCrlScope, reasonsCovered } from './crl-scope.ts'
import { ALL_REASONS } from './distribution-point.ts'
import { type Extension, readAuthorityKeyId, readExtensions } from './extensions.ts'
import { readGeneralNames } from './general-name.ts'
import type { Certificate } from './model.ts'
import { comparableRdns, type DistinguishedName, readName, sameName } from './names.ts'
import { serialHex } from './parse.ts'
import { usesSha1, verifySignature } from './signature.ts'

/** Reasons of RFC 5280 5.3.1 by their number. */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'unused',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const
export type RevocationReason = (typeof REVOCATION_REASONS)[number]

export type RevokedEntry = {
  readonly serialHex: string
  readonly revokedAt: Date
  readonly reason: RevocationReason
}

export type Crl = {
  readonly raw: Uint8Array
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly issuer: DistinguishedName
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  /** Certificates of this issuer by their serial number. */
  readonly revoked: ReadonlyMap<string, RevokedEntry>
  /** Those of other issuers, by the issuer's name in its comparable form. */
  readonly others: ReadonlyMap<string, ReadonlyMap<string, RevokedEntry>>
  readonly authorityKeyId: Uint8Array | null
  readonly scope: CrlScope
  readonly extensions: readonly Extension[]
}

const MAX_CRL = 32 * 1024 * 1024

/** Reads one certificate revocation list from DER, PEM or base64. */
export function parseCrl(input: Uint8Array | string): Crl {
  const raw = new Uint8Array(derOf(input, MAX_CRL))
  const body = DerReader.of(raw, 'CertificateList', MAX_CRL).only((r) => r.sequence())
  const tbsStart = body.offset
  const { inner, ...fields } = readTbs(body.sequence())
  const tbs = raw.subarray(tbsStart, body.offset)
  const algorithm = readAlgorithm(body)
  if (!sameAlgorithm(algorithm, inner)) throw body.error('mismatched-algorithm')
  const signature = body.bits()
  body.finish()
  return { raw, tbs, signatureAlgorithm: algorithm, signature, ...fields }
}

function readTbs(tbs: DerReader) {
  if (tbs.peek() === TAG.integer && tbs.small() !== 1) throw tbs.error('unsupported-version')
  const inner = readAlgorithm(tbs)
  const issuer = readName(tbs)
  const thisUpdate = tbs.time()
  const nextUpdate = isTime(tbs.peek()) ? tbs.time() : null
  const entries = tbs.optional(TAG.sequence)?.all(readEntry) ?? []
  const extensions = tbs.optional(context(0))?.only(readExtensions) ?? []
  tbs.finish()
  const aki = extensions.find((e) => e.oid === OID.authorityKeyId)
  const scope = readCrlScope(extensions, issuer)
  const { strange, ...listed } = sorted(entries, issuer, scope.indirect)
  return {
    inner,
    issuer,
    thisUpdate,
    nextUpdate,
    ...listed,
    authorityKeyId: aki ? readAuthorityKeyId(aki.value) : null,
    scope: { ...scope, understood: scope.understood && !strange },
    extensions,
  }
}

type ReadEntry = {
  readonly entry: RevokedEntry
  readonly strange: boolean
  readonly issuer: Uint8Array | null
}

const keyOf = (name: DistinguishedName): string => JSON.stringify(comparableRdns(name))

/** Sorts entries by the issuer of their certificates: that of the entry before, unless one is named (RFC 5280 5.3.3). */
function sorted(entries: readonly ReadEntry[], own: DistinguishedName, indirect: boolean) {
  const revoked = new Map<string, RevokedEntry>()
  const others = new Map<string, Map<string, RevokedEntry>>()
  let strange = false
  let current = revoked
  for (const { entry, issuer, ...more } of entries) {
    const name = issuer === null ? null : issuerNamed(issuer)
    strange ||= more.strange || (issuer !== null && (!indirect || name === null))
    if (name !== null) {
      const key = keyOf(name)
      current = sameName(name, own) ? revoked : (others.get(key) ?? new Map())
      if (current !== revoked) others.set(key, current)
    }
    current.set(entry.serialHex, entry)
  }
  return { revoked, others, strange }
}

function issuerNamed(value: Uint8Array): DistinguishedName | null {
  const found = readGeneralNames(value, 'CertificateIssuer').find((name) => name.form === 'directory')
  return found?.form === 'directory' ? found.name : null
}

function isTime(tag: number): boolean {
  return tag === TAG.utcTime || tag === TAG.generalizedTime
}

function readEntry(reader: DerReader): ReadEntry {
  const body = reader.sequence()
  return readRest(serialHex(body.integerBytes()), body)
}

/** What follows the serial number. */
function readRest(serial: string, body: DerReader): ReadEntry {
  const revokedAt = body.time()
  const extensions = body.done ? [] : readExtensions(body)
  body.finish()
  const found = extensions.find((extension) => extension.oid === OID.crlReason)
  const reason = found ? readReason(found.value) : 'unspecified'
  const issuer = extensions.find((extension) => extension.oid === OID.certificateIssuer)?.value ?? null
  return { entry: { serialHex: serial, revokedAt, reason }, strange: isStrangeEntry(extensions), issuer }
}

/** One entry of a list that is read piece by piece; `read` reads the rest of it. */
export type ListedSerial = { readonly serialHex: string; readonly read: () => RevokedEntry }

/** The entries of a list that names certificates of its own issuer only, one after another. */
export function* listedSerials(list: Uint8Array): Generator<ListedSerial> {
  const entries = toEntries(list).optional(TAG.sequence)
  while (entries !== null && !entries.done) {
    const entry = entries.sequence()
    const serial = serialHex(entry.integerBytes())
    yield { serialHex: serial, read: () => readRest(serial, entry).entry }
  }
}

/** The extensions of a list, without a look at its entries. */
export function listExtensions(list: Uint8Array | string): readonly Extension[] {
  const tbs = toEntries(derOf(list, MAX_CRL))
  if (tbs.peek() === TAG.sequence) tbs.raw()
  return tbs.optional(context(0))?.only(readExtensions) ?? []
}

function toEntries(list: Uint8Array): DerReader {
  const tbs = DerReader.of(list, 'CertificateList', MAX_CRL)
    .only((r) => r.sequence())
    .sequence()
  tbs.small() // version
  for (const _ of ['algorithm', 'issuer', 'this update', 'next update']) tbs.raw()
  return tbs
}

function readReason(value: Uint8Array): RevocationReason {
  const body = DerReader.of(value, 'CRLReason', 8)
  const number = body.content(TAG.enumerated)
  body.finish()
  const reason = number.length === 1 ? REVOCATION_REASONS[number[0] ?? 255] : undefined
  if (reason === undefined) throw body.error('bad-value')
  return reason
}

/**
 * Whether this certificate belongs to the list's issuer, may sign lists and verifies this one (not with SHA-1), and
 * whether we understand what the entries mean. `crlCovers` tells what it means if a certificate is not on the list.
 */
export function verifyCrl(crl: Crl, issuer: Certificate): boolean {
  const named = crl.scope.understood && sameName(crl.issuer, issuer.subject)
  const allowed = issuer.keyUsage === null || issuer.keyUsage.has('cRLSign')
  const { signatureAlgorithm, tbs, signature } = crl
  if (!named || !allowed || usesSha1(signatureAlgorithm)) return false
  return verifySignature(issuer.publicKey, signatureAlgorithm, tbs, signature)
}

/** Whether the list would name this certificate if it were revoked. If so, a certificate that is not on it is good. */
export function crlCovers(crl: Crl, certificate: Certificate): boolean {
  return reasonsCovered(crl.scope, crl.issuer, certificate) === ALL_REASONS
}

/** The entry of a serial number of the list's issuer, or of another one; null if it is not on the list. */
export function crlEntryFor(crl: Crl, serial: string, issuer = crl.issuer): RevokedEntry | null {
  const entries = sameName(issuer, crl.issuer) ? crl.revoked : crl.others.get(keyOf(issuer))
  return entries?.get(serial.toUpperCase()) ?? null
}
