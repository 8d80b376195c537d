import { der, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { encodeAlgorithm } from './algorithm.ts'
import {
  assembleSigned,
  authorityKeyIdExtension,
  encodeExtensions,
  type NameInput,
  nameDer,
} from './build.ts'
import { REVOCATION_REASONS, type RevocationReason } from './crl.ts'
import type { Extension } from './extensions.ts'

export type ListedEntry = {
  readonly serial: Uint8Array
  readonly revokedAt: Date
  readonly reason: RevocationReason
}

export type CrlSpec = {
  readonly issuer: NameInput
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** Number of this list; each list has a higher number than the last. */
  readonly number: number
  /** Entries, or the DER of one or more: who makes a long list encodes it piece by piece. */
  readonly revoked: readonly (ListedEntry | Uint8Array)[]
  readonly authorityKeyId: Uint8Array
}

const extensionsOfReason = new Map<RevocationReason, Uint8Array>()

function extensionsOf(reason: RevocationReason): Uint8Array {
  const known = extensionsOfReason.get(reason)
  if (known !== undefined) return known
  const value = der.element(TAG.enumerated, Uint8Array.of(REVOCATION_REASONS.indexOf(reason)))
  const extensions = encodeExtensions([{ oid: OID.crlReason, critical: false, value }])
  extensionsOfReason.set(reason, extensions)
  return extensions
}

/** DER of one entry. */
export function encodeListed({ serial, revokedAt, reason }: ListedEntry): Uint8Array {
  return der.sequence(der.integer(serial), der.time(revokedAt), extensionsOf(reason))
}

/** The part of a revocation list that is to be signed (version 2). */
export function crlToSign(spec: CrlSpec): Uint8Array {
  const entries = spec.revoked.map((entry) => (entry instanceof Uint8Array ? entry : encodeListed(entry)))
  const number: Extension = { oid: OID.crlNumber, critical: false, value: der.integer(spec.number) }
  return der.sequence(
    der.integer(1),
    encodeAlgorithm(OID.sm2WithSm3),
    nameDer(spec.issuer),
    der.time(spec.thisUpdate),
    der.time(spec.nextUpdate),
    ...(entries.length > 0 ? [der.sequenceOf(entries)] : []),
    der.explicit(0, encodeExtensions([authorityKeyIdExtension(spec.authorityKeyId), number])),
  )
}

/** DER of a revocation list; the callback turns the signed part into a DER signature. */
export function buildCrl(spec: CrlSpec, sign: (tbs: Uint8Array) => Uint8Array): Uint8Array {
  const tbs = crlToSign(spec)
  return assembleSigned(tbs, sign(tbs))
}
