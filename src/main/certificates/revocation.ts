import {
  buildOcspRequest,
  type Certificate,
  checkOcspResponse,
  crlCovers,
  crlEntryFor,
  parseCrl,
  parseOcspResponse,
  randomBytes,
  verifyCrl,
} from '../../pki/index.ts'
import type { RevocationStatus } from '../../shared/models/index.ts'

/** Fetches the answer of a status service. Rejects if there is none. */
export type StatusFetch = (url: string, body: Uint8Array | null) => Promise<Uint8Array>

export type RevocationQuestion = {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly now: Date
  readonly fetch: StatusFetch
  /** Where the authority answers today. The addresses in an older certificate may no longer work. */
  readonly today: { readonly ocspUrl: string; readonly crlUrl: string } | null
}

export const notChecked: RevocationStatus = { state: 'not-checked', source: 'none', at: null, reason: null }

const askOcsp = async (question: RevocationQuestion, url: string): Promise<RevocationStatus | null> => {
  const { certificate, issuer, now } = question
  const nonce = randomBytes(16)
  const response = parseOcspResponse(await question.fetch(url, buildOcspRequest(certificate, issuer, nonce)))
  if (response.outcome === 'failed') return null
  const verdict = checkOcspResponse(response.basic, { certificate, issuer, at: now, nonce })
  if (!verdict.ok) return null
  const { status, thisUpdate } = verdict.answer
  const at = thisUpdate.toISOString()
  if (status.status === 'revoked') return { state: 'revoked', source: 'ocsp', at, reason: status.reason }
  return { state: status.status, source: 'ocsp', at, reason: null }
}

const askCrl = async (question: RevocationQuestion, url: string): Promise<RevocationStatus | null> => {
  const { certificate, issuer, now } = question
  const crl = parseCrl(await question.fetch(url, null))
  const current = crl.nextUpdate === null || crl.nextUpdate >= now
  if (!verifyCrl(crl, issuer) || !current) return null
  const entry = crlEntryFor(crl, certificate.serialHex)
  const at = crl.thisUpdate.toISOString()
  if (!entry && !crlCovers(crl, certificate)) return null
  return entry
    ? { state: 'revoked', source: 'crl', at, reason: entry.reason }
    : { state: 'good', source: 'crl', at, reason: null }
}

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url)

/** The first trustworthy answer, from OCSP before the list. Without any answer the result is "not checked". */
export const revocationOf = async (question: RevocationQuestion): Promise<RevocationStatus> => {
  const { certificate, today } = question
  const ocspUrls = new Set([...(today ? [today.ocspUrl] : []), ...certificate.ocspUrls].filter(isWeb))
  const crlUrls = new Set([...(today ? [today.crlUrl] : []), ...certificate.crlUrls].filter(isWeb))
  const attempts = [
    ...[...ocspUrls].slice(0, 2).map((url) => () => askOcsp(question, url)),
    ...[...crlUrls].slice(0, 2).map((url) => () => askCrl(question, url)),
  ]
  let unknown: RevocationStatus | null = null
  for (const attempt of attempts) {
    // A service that cannot be reached or answers nonsense says nothing about the certificate, so the next one is
    // asked.
    const status = await attempt().catch(() => null)
    if (status?.state === 'unknown') unknown = status
    else if (status) return status
  }
  return unknown ?? notChecked
}
