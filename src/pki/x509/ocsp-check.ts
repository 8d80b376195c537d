import { equalBytes } from '../bytes.ts'
import { der } from '../der/index.ts'
import { OID } from '../oids.ts'
import type { Certificate } from './model.ts'
import { sameName } from './names.ts'
import { isCertIdOf } from './ocsp-id.ts'
import type { OcspAnswer, OcspBasic } from './ocsp-response.ts'
import { isSignedBy } from './path.ts'
import { usesSha1, verifySignature } from './signature.ts'

const DAY_MS = 86_400_000

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
  /** The bytes of the nonce that was sent, null if none. A responder may leave the nonce out, but not change it. */
  readonly nonce: Uint8Array | null
  /** How far the clocks may differ; five minutes if not given. */
  readonly toleranceMs?: number
}

/** Whether a response may be believed about a certificate, and what it says. */
export function checkOcspResponse(basic: OcspBasic, check: OcspCheck): OcspVerdict {
  const { certificate, issuer, at, nonce, toleranceMs = 300_000 } = check
  const signers = respondersOf(basic, issuer, at)
  const { signatureAlgorithm, tbs, signature } = basic
  const signed =
    !usesSha1(signatureAlgorithm) &&
    signers.some(({ publicKey }) => verifySignature(publicKey, signatureAlgorithm, tbs, signature))
  if (!signed) {
    const stranger =
      signers.length === 1 && basic.certificates.some((one) => !equalBytes(one.raw, issuer.raw))
    return { ok: false, reason: stranger ? 'wrong-responder' : 'bad-signature' }
  }
  if (nonce && basic.nonce && !equalBytes(der.octets(nonce), basic.nonce))
    return { ok: false, reason: 'wrong-nonce' }
  const answer = basic.answers.find(
    ({ id }) => id.serialHex === certificate.serialHex && isCertIdOf(id, issuer),
  )
  if (answer === undefined) return { ok: false, reason: 'other-certificate' }
  const fresh = at.getTime() + toleranceMs >= answer.thisUpdate.getTime()
  // RFC 6960 4.2.2.1: without a next update, newer answers are always available, so an old answer is a replay.
  const until = answer.nextUpdate?.getTime() ?? answer.thisUpdate.getTime() + DAY_MS
  const valid = at.getTime() - toleranceMs <= until
  return fresh && valid ? { ok: true, answer } : { ok: false, reason: 'stale' }
}

// RFC 6960 4.2.2.2: the issuer itself, or a responder that the issuer has certified for exactly this.
function respondersOf(basic: OcspBasic, issuer: Certificate, at: Date): readonly Certificate[] {
  const delegates = basic.certificates.filter(
    (one) =>
      one.extendedKeyUsage.includes(OID.ocspSigning) &&
      sameName(one.issuer, issuer.subject) &&
      one.notBefore <= at &&
      at <= one.notAfter &&
      isSignedBy(one, issuer),
  )
  return [issuer, ...delegates]
}
