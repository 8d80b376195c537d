import { context, DerReader, der, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { type AlgorithmIdentifier, encodeAlgorithm, readAlgorithm } from './algorithm.ts'
import { encodeExtensions } from './build.ts'
import { REVOCATION_REASONS, type RevocationReason } from './crl.ts'
import { type Extension, readExtensions } from './extensions.ts'
import type { Certificate } from './model.ts'
import { readName } from './names.ts'
import { encodeCertId, type OcspCertId, readCertId } from './ocsp-id.ts'
import { nonceExtension } from './ocsp-request.ts'
import { readCertificate } from './parse.ts'

export type OcspStatus =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly revokedAt: Date; readonly reason: RevocationReason }
  | { readonly status: 'unknown' }

export type OcspAnswer = {
  readonly id: OcspCertId
  readonly status: OcspStatus
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
}

/** States of RFC 6960 4.2.1 other than success. */
const FAILURES = {
  1: 'malformed-request',
  2: 'internal-error',
  3: 'try-later',
  5: 'signature-required',
  6: 'unauthorised',
} as const
export type OcspFailure = (typeof FAILURES)[keyof typeof FAILURES]

export type OcspBasic = {
  readonly tbs: Uint8Array
  readonly producedAt: Date
  readonly answers: readonly OcspAnswer[]
  readonly nonce: Uint8Array | null
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly certificates: readonly Certificate[]
}

export type OcspResponse =
  | { readonly outcome: 'answered'; readonly basic: OcspBasic }
  | { readonly outcome: 'failed'; readonly failure: OcspFailure }

/** DER of a response that only says why there is no answer. */
export function buildOcspFailure(failure: OcspFailure): Uint8Array {
  const code = Object.entries(FAILURES).find(([, name]) => name === failure)?.[0]
  return der.sequence(der.element(TAG.enumerated, Uint8Array.of(Number(code))))
}

export type OcspResponseSpec = {
  /** Subject of the signer's certificate, as DER. */
  readonly responder: Uint8Array
  readonly producedAt: Date
  readonly answers: readonly OcspAnswer[]
  /** The request's nonce content, handed back. */
  readonly nonce: Uint8Array | null
  /** DER of the signer's certificate, unless the issuer itself signs. */
  readonly certificates?: readonly Uint8Array[]
}

/** DER of a signed response; `sign` turns the signed part into a DER signature (SM2-with-SM3). */
export function buildOcspResponse(spec: OcspResponseSpec, sign: (tbs: Uint8Array) => Uint8Array): Uint8Array {
  const extensions = spec.nonce ? [der.explicit(1, encodeExtensions([nonceExtension(spec.nonce)]))] : []
  const tbs = der.sequence(
    der.explicit(1, spec.responder),
    der.generalizedTime(spec.producedAt),
    der.sequence(...spec.answers.map(encodeAnswer)),
    ...extensions,
  )
  const { certificates = [] } = spec
  const basic = der.sequence(
    tbs,
    encodeAlgorithm(OID.sm2WithSm3),
    der.bits(sign(tbs)),
    ...(certificates.length > 0 ? [der.explicit(0, der.sequence(...certificates))] : []),
  )
  const bytes = der.sequence(der.oid(OID.ocspBasic), der.octets(basic))
  return der.sequence(der.element(TAG.enumerated, Uint8Array.of(0)), der.explicit(0, bytes))
}

function encodeAnswer(answer: OcspAnswer): Uint8Array {
  return der.sequence(
    encodeCertId(answer.id),
    encodeStatus(answer.status),
    der.generalizedTime(answer.thisUpdate),
    ...(answer.nextUpdate ? [der.explicit(0, der.generalizedTime(answer.nextUpdate))] : []),
  )
}

function encodeStatus(status: OcspStatus): Uint8Array {
  switch (status.status) {
    case 'good':
      return der.implicit(0, new Uint8Array())
    case 'unknown':
      return der.implicit(2, new Uint8Array())
    case 'revoked': {
      const reason = Uint8Array.of(REVOCATION_REASONS.indexOf(status.reason))
      const explicit = der.explicit(0, der.element(TAG.enumerated, reason))
      return der.element(context(1), der.generalizedTime(status.revokedAt), explicit)
    }
  }
}

/** Reads an OCSP response. Believe nothing in it before `checkOcspResponse` has accepted it. */
export function parseOcspResponse(bytes: Uint8Array): OcspResponse {
  const body = DerReader.of(new Uint8Array(bytes), 'OCSPResponse', 256 * 1024).only((r) => r.sequence())
  const code = body.content(TAG.enumerated)
  const number = code.length === 1 ? (code[0] ?? -1) : -1
  if (number !== 0) {
    body.finish()
    const failure = FAILURES[number as keyof typeof FAILURES]
    if (failure === undefined) throw body.error('bad-value')
    return { outcome: 'failed', failure }
  }
  const wrapped = body.enter(context(0)).only((r) => r.sequence())
  body.finish()
  if (wrapped.oid() !== OID.ocspBasic) throw wrapped.error('unsupported-algorithm')
  const basic = wrapped.insideOctets().only(readBasic)
  wrapped.finish()
  return { outcome: 'answered', basic }
}

function readBasic(reader: DerReader): OcspBasic {
  const body = reader.sequence()
  const start = body.offset
  const fields = readResponseData(body.sequence())
  const tbs = body.bytes.subarray(start, body.offset)
  const signatureAlgorithm = readAlgorithm(body)
  const signature = body.bits()
  const certificates = body.optional(context(0))?.only((r) => r.sequence().all(readCertificate)) ?? []
  body.finish()
  return { tbs, ...fields, signatureAlgorithm, signature, certificates }
}

function readResponseData(data: DerReader) {
  if ((data.optional(context(0))?.only((r) => r.small()) ?? 0) !== 0) throw data.error('unsupported-version')
  const responder = data.peek()
  if (responder !== context(1) && responder !== context(2)) throw data.error('unexpected-tag')
  // The response names its signer by name or by key; in both cases the signature decides who signed.
  data.enter(responder).only<unknown>((r) => (responder === context(1) ? readName(r) : r.octets()))
  const producedAt = data.time()
  const answers = data.sequence().all(readAnswer)
  const extensions = readKnownExtensions(data)
  data.finish()
  const nonce = extensions.find((extension) => extension.oid === OID.ocspNonce)?.value ?? null
  return { producedAt, answers, nonce }
}

function readAnswer(reader: DerReader): OcspAnswer {
  const body = reader.sequence()
  const id = readCertId(body)
  const status = readStatus(body)
  const thisUpdate = body.time()
  const nextUpdate = body.optional(context(0))?.only((r) => r.time()) ?? null
  readKnownExtensions(body)
  body.finish()
  return { id, status, thisUpdate, nextUpdate }
}

/** RFC 6960 4.4: what is not understood is ignored, unless it is critical. Of all extensions we know the nonce. */
function readKnownExtensions(body: DerReader): readonly Extension[] {
  const at = body.offset
  const extensions = body.optional(context(1))?.only(readExtensions) ?? []
  if (extensions.some(({ oid, critical }) => critical && oid !== OID.ocspNonce)) {
    throw body.error('unknown-critical-extension', at)
  }
  return extensions
}

function readStatus(body: DerReader): OcspStatus {
  const at = body.offset
  const tag = body.peek()
  if (tag === context(1)) {
    const revoked = body.enter(tag)
    const revokedAt = revoked.time()
    const number = revoked.optional(context(0))?.only((r) => r.content(TAG.enumerated)) ?? Uint8Array.of(0)
    revoked.finish()
    const reason = number.length === 1 ? REVOCATION_REASONS[number[0] ?? -1] : undefined
    if (reason === undefined) throw body.error('bad-value', at)
    return { status: 'revoked', revokedAt, reason }
  }
  if (body.content(tag).length !== 0) throw body.error('bad-length', at)
  if (tag === context(0, false)) return { status: 'good' }
  if (tag === context(2, false)) return { status: 'unknown' }
  throw body.error('unexpected-tag', at)
}
