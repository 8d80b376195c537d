import { PkiError } from '../../pki/pki-error.ts'
import {
  buildOcspFailure,
  buildOcspResponse,
  isCertIdOf,
  type OcspRequest,
  type OcspStatus,
  parseCertificate,
  parseOcspRequest,
} from '../../pki/x509/index.ts'
import { type Clock, HOUR } from '../clock.ts'
import type { Certificate } from '../records.ts'
import type { Store } from '../store/store.ts'
import type { CaKeys } from './ca-keys.ts'
import type { CrlDesk } from './crl.ts'
import { crlReason } from './revocation-reason.ts'

const VALID = HOUR
const MOST_QUESTIONS = 50

/** Answers OCSP requests of RFC 6960, signed by the issuing CA itself. */
export type OcspResponder = (request: Uint8Array) => Promise<Uint8Array>

/** `kept`: entries that are on the revocation list although the store has lost them. */
export function ocspResponder(store: Store, ca: CaKeys, clock: Clock, kept: CrlDesk['kept']): OcspResponder {
  const issuer = parseCertificate(ca.issuing.der)
  return async (bytes) => {
    const request = read(bytes)
    if (request === null || request.ids.length > MOST_QUESTIONS) return buildOcspFailure('malformed-request')
    if (!request.ids.every((id) => isCertIdOf(id, issuer))) return buildOcspFailure('unauthorised')
    const now = new Date(clock())
    const answers = await Promise.all(
      request.ids.map(async (id) => ({
        id,
        status: await statusOf(store, kept, id.serialHex),
        thisUpdate: now,
        nextUpdate: new Date(now.getTime() + VALID),
      })),
    )
    const response = { responder: issuer.subject.raw, producedAt: now, answers, nonce: request.nonce }
    return buildOcspResponse(response, ca.issuing.signer.sign)
  }
}

function read(bytes: Uint8Array): OcspRequest | null {
  try {
    return parseOcspRequest(bytes)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/** Whether the answer to it is the same for everybody who asks. */
export function isWithoutNonce(bytes: Uint8Array): boolean {
  return read(bytes)?.nonce === null
}

async function statusOf(store: Store, kept: CrlDesk['kept'], serial: string): Promise<OcspStatus> {
  const certificate = await store.certificate(serial)
  const stored = storedStatus(certificate)
  const listed = stored.status === 'revoked' ? undefined : (await kept()).get(serial)
  return listed === undefined
    ? stored
    : { status: 'revoked', revokedAt: listed.revokedAt, reason: listed.reason }
}

/** A pending certificate is not in force yet, so it is as unknown as one that was never made. */
function storedStatus(certificate: Certificate | null): OcspStatus {
  if (certificate === null || certificate.status === 'pending') return { status: 'unknown' }
  if (certificate.status === 'active') return { status: 'good' }
  const revokedAt = new Date(certificate.revokedAt ?? certificate.notBefore)
  return { status: 'revoked', revokedAt, reason: crlReason(certificate.reason) }
}
