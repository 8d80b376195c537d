import { equalBytes } from '../bytes.ts'
import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { isSignedBy } from './chain.ts'
import type { Certificate } from './model.ts'
import { isCertIdOf } from './ocsp-id.ts'
import type { OcspAnswer, OcspBasic } from './ocsp-response.ts'
import { verifySignature } from './signature.ts'

export type OcspVerdict =
  | { readonly ok: true; readonly answer: OcspAnswer }
  | {
      readonly ok: false
      readonly reason: 'bad-signature' | 'wrong-responder' | 'other-certificate' | 'stale' | 'wrong-nonce'
    }

export type OcspCheck = {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly at: Date
  /** The nonce that was sent (its bytes), null if none; a responder may leave nonces out, but not change them. */
  readonly nonce: Uint8Array | null
  /** How far the clocks may be apart; five minutes unless said otherwise. */
  readonly toleranceMs?: number
}

/** Whether a response may be believed about a certificate, and what it says. */
export function checkOcspResponse(basic: OcspBasic, check: OcspCheck): OcspVerdict {
  const { certificate, issuer, at, nonce, toleranceMs = 300_000 } = check
  const signer = responderOf(basic, issuer, at)
  if (signer === null) return { ok: false, reason: 'wrong-responder' }
  if (!verifySignature(signer.publicKey, basic.signatureAlgorithm, basic.tbs, basic.signature)) {
    return { ok: false, reason: 'bad-signature' }
  }
  if (nonce && basic.nonce && !equalBytes(der.octets(nonce), basic.nonce))
    return { ok: false, reason: 'wrong-nonce' }
  const answer = basic.answers.find(
    ({ id }) => id.serialHex === certificate.serialHex && isCertIdOf(id, issuer),
  )
  if (answer === undefined) return { ok: false, reason: 'other-certificate' }
  const fresh = at.getTime() + toleranceMs >= answer.thisUpdate.getTime()
  const valid = answer.nextUpdate === null || at.getTime() - toleranceMs <= answer.nextUpdate.getTime()
  return fresh && valid ? { ok: true, answer } : { ok: false, reason: 'stale' }
}

// RFC 6960 4.2.2.2: the issuer itself, or one that the issuer has certified for exactly this.
function responderOf(basic: OcspBasic, issuer: Certificate, at: Date): Certificate | null {
  const delegate = basic.certificates.find(
    (one) =>
      one.extendedKeyUsage.includes(OID.ocspSigning) &&
      equalBytes(one.issuer.raw, issuer.subject.raw) &&
      one.notBefore <= at &&
      at <= one.notAfter &&
      isSignedBy(one, issuer),
  )
  if (delegate !== undefined) return delegate
  const own = basic.certificates.every((one) => equalBytes(one.raw, issuer.raw))
  return own ? issuer : null
}
