import { context, DerReader, der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { encodeExtensions } from './build.ts'
import { type Extension, readExtensions } from './extensions.ts'
import type { Certificate } from './model.ts'
import { certIdOf, encodeCertId, type OcspCertId, readCertId } from './ocsp-id.ts'

export type OcspRequest = {
  readonly ids: readonly OcspCertId[]
  /** DER content of the nonce extension, null if there is none. */
  readonly nonce: Uint8Array | null
}

/** The nonce extension around ready content. */
export function nonceExtension(content: Uint8Array): Extension {
  return { oid: OID.ocspNonce, critical: false, value: content }
}

/** DER of an OCSP request about one certificate. The caller gives 16 to 32 random bytes as the nonce. */
export function buildOcspRequest(
  certificate: Certificate,
  issuer: Certificate,
  nonce: Uint8Array,
): Uint8Array {
  const request = der.sequence(encodeCertId(certIdOf(certificate, issuer)))
  const extensions = encodeExtensions([nonceExtension(der.octets(nonce))])
  return der.sequence(der.sequence(der.sequence(request), der.explicit(2, extensions)))
}

/** Reads an OCSP request. A signature on it is ignored, because our responders answer everybody. */
export function parseOcspRequest(bytes: Uint8Array): OcspRequest {
  const body = DerReader.of(new Uint8Array(bytes), 'OCSPRequest', 64 * 1024).only((r) => r.sequence())
  const tbs = body.sequence()
  if (body.peek() === context(0)) body.raw()
  body.finish()
  if ((tbs.optional(context(0))?.only((r) => r.small()) ?? 0) !== 0) throw tbs.error('unsupported-version')
  if (tbs.peek() === context(1)) tbs.raw()
  const ids = tbs.sequence().all(readRequest)
  const extensions = tbs.optional(context(2))?.only(readExtensions) ?? []
  tbs.finish()
  if (ids.length === 0) throw tbs.error('missing-field')
  return { ids, nonce: extensions.find((e) => e.oid === OID.ocspNonce)?.value ?? null }
}

function readRequest(reader: DerReader): OcspCertId {
  const body = reader.sequence()
  const id = readCertId(body)
  body.optional(context(0))?.only(readExtensions)
  body.finish()
  return id
}
