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
import { isSame, signedAnswers } from './signed-answers.ts'

const VALID = HOUR
const MOST_QUESTIONS = 50

/** An answer; and since when it is the same for everybody who asks, or null if it is for this request alone. */
export type OcspAnswer = { readonly der: Uint8Array; readonly forAllSince: number | null }

/** Answers OCSP requests of RFC 6960, signed by the issuing CA itself. */
export type OcspResponder = (request: Uint8Array) => Promise<OcspAnswer>

/** `kept`: entries that are on the revocation list although the store has lost them. */
export function ocspResponder(store: Store, ca: CaKeys, clock: Clock, kept: CrlDesk['kept']): OcspResponder {
  const issuer = parseCertificate(ca.issuing.der)
  const signed = signedAnswers()
  const sign = (request: OcspRequest, statuses: readonly OcspStatus[], now: number): Uint8Array => {
    const producedAt = new Date(now)
    const times = { thisUpdate: producedAt, nextUpdate: new Date(now + VALID) }
    const answers = request.ids.map((id, at) => ({ id, status: statuses[at] ?? unknown, ...times }))
    const response = { responder: issuer.subject.raw, producedAt, answers, nonce: request.nonce }
    return buildOcspResponse(response, ca.issuing.signer.sign)
  }
  return async (bytes) => {
    const known = signed.find(bytes, clock())
    if (known !== null && isSame(known.status, await statusOf(store, kept, known.serial)))
      return { der: known.der, forAllSince: known.at }
    const request = read(bytes)
    if (request === null || request.ids.length > MOST_QUESTIONS) return failure('malformed-request')
    if (!request.ids.every((id) => isCertIdOf(id, issuer))) return failure('unauthorised')
    const now = clock()
    const statuses = await Promise.all(request.ids.map((id) => statusOf(store, kept, id.serialHex)))
    const der = sign(request, statuses, now)
    if (request.nonce !== null) return { der, forAllSince: null }
    const [id, other] = request.ids
    const [status] = statuses
    if (id !== undefined && other === undefined && status !== undefined)
      signed.keep(bytes, { der, status, serial: id.serialHex, at: now })
    return { der, forAllSince: now }
  }
}

const failure = (why: Parameters<typeof buildOcspFailure>[0]): OcspAnswer => ({
  der: buildOcspFailure(why),
  forAllSince: null,
})

function read(bytes: Uint8Array): OcspRequest | null {
  try {
    return parseOcspRequest(bytes)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

const unknown: OcspStatus = { status: 'unknown' }

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
  if (certificate === null || certificate.status === 'pending') return unknown
  if (certificate.status === 'active') return { status: 'good' }
  const revokedAt = new Date(certificate.revokedAt ?? certificate.notBefore)
  return { status: 'revoked', revokedAt, reason: crlReason(certificate.reason) }
}
