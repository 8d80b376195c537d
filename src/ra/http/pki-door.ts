import { toPem } from '../../pki/pem.ts'
import type { Crl } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { readBody } from './body.ts'
import { answer, answerRefusal, type Door, type Headers, type Visit } from './visit.ts'

const MAX_OCSP = 16 * 1024

/** CA certificates, revocation lists and OCSP, at the addresses in every certificate. */
export const pkiDoor: Door = async (visit) => {
  if (visit.path === '/ocsp' || visit.path.startsWith('/ocsp/')) {
    visit.trace.route = 'ocsp'
    return ocsp(visit)
  }
  if (visit.method !== 'GET' && visit.method !== 'HEAD') return false
  const { ca, crl } = visit.services
  const kind = routes.get(visit.path)
  if (kind !== undefined) visit.trace.route = kind
  switch (visit.path) {
    case '/ca/root.cer':
      return answer(visit, 200, 'application/pkix-cert', ca.root.der)
    case '/ca/issuing.cer':
      return answer(visit, 200, 'application/pkix-cert', ca.issuing.der)
    case '/ca/chain.pem':
      return answer(visit, 200, 'application/x-pem-file', chain(visit))
    case '/crl/issuing.crl':
      return list(visit, await crl.current('issuing'))
    case '/crl/root.crl':
      return list(visit, await crl.current('root'))
    default:
      return false
  }
}

const routes: ReadonlyMap<string, string> = new Map([
  ['/ca/root.cer', 'ca'],
  ['/ca/issuing.cer', 'ca'],
  ['/ca/chain.pem', 'ca'],
  ['/crl/issuing.crl', 'crl'],
  ['/crl/root.crl', 'crl'],
])

/** How long caches on the way may keep an answer: long enough to be worth it, too short to hide a revocation for long. */
const KEEP_SECONDS = 300

/** RFC 5019 6.2. */
const cacheable = (thisUpdate: number, nextUpdate: number): Headers => ({
  'cache-control': `max-age=${KEEP_SECONDS}, public, no-transform, must-revalidate`,
  'last-modified': new Date(thisUpdate).toUTCString(),
  expires: new Date(nextUpdate).toUTCString(),
})

function list(visit: Visit, { der, thisUpdate, nextUpdate }: Crl): boolean {
  return answer(visit, 200, 'application/pkix-crl', der, cacheable(thisUpdate, nextUpdate))
}

function chain({ services: { ca } }: Visit): string {
  return toPem('CERTIFICATE', ca.issuing.der) + toPem('CERTIFICATE', ca.root.der)
}

/** RFC 6960 appendix A: POST with the bytes, or GET with base64 in the path. */
async function ocsp(visit: Visit): Promise<boolean> {
  const request = await requestBytes(visit)
  if (request === null) return answerRefusal(visit, new Refusal('bad-payload', { field: 'ocsp' }))
  const now = visit.services.clock()
  const { der, forAllSince } = await visit.services.ocsp(request)
  const isKept = visit.method === 'GET' && forAllSince !== null
  const kept = isKept ? cacheable(forAllSince, now + KEEP_SECONDS * 1000) : {}
  return answer(visit, 200, 'application/ocsp-response', der, kept)
}

async function requestBytes(visit: Visit): Promise<Uint8Array | null> {
  if (visit.method === 'POST') return readBody(visit.request, MAX_OCSP)
  if (visit.method !== 'GET' || visit.path.length > MAX_OCSP) return null
  try {
    return Buffer.from(decodeURIComponent(visit.path.slice('/ocsp/'.length)), 'base64')
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
