import {
  buildOcspRequest,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  randomBytes,
} from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'

/** The revocation list as anybody gets it. */
export async function listOf(ra: RunningRa) {
  const answer = await fetch(`${ra.url}/crl/issuing.crl`)
  return parseCrl(new Uint8Array(await answer.arrayBuffer()))
}

/** What OCSP says about this certificate. */
export async function ocspStatus(ra: RunningRa, certificate: Uint8Array): Promise<string> {
  const issuer = parseCertificate(ra.services.ca.issuing.der)
  const body = buildOcspRequest(parseCertificate(certificate), issuer, randomBytes(16))
  const answer = await fetch(`${ra.url}/ocsp`, { method: 'POST', body: Uint8Array.from(body) })
  const read = parseOcspResponse(new Uint8Array(await answer.arrayBuffer()))
  if (read.outcome === 'failed') return read.failure
  return read.basic.answers[0]?.status.status ?? 'none'
}
