import { equalBytes } from '../../pki/bytes.ts'
import type { Order, Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from './decision.ts'
import { movedTo, progressOf } from './progress.ts'
import { keysOfRequest } from './renewal.ts'
import { endRefusal, settledState } from './request-state.ts'

export type CsrSubmission = {
  readonly requestId: string
  readonly csr: Uint8Array
  /** The key that the CSR has proved (04||X||Y). */
  readonly publicKey: Uint8Array
  readonly now: number
}

export type CsrFacts = {
  readonly request: Request | null
  readonly order: Order | null
  /** The request for which this key was submitted already. */
  readonly keyOwner: string | null
  /** The key of the signature certificate that the request is to succeed; null if it succeeds none. */
  readonly previousKey: Uint8Array | null
}

/** A key belongs to one request for ever, except if its certificate is renewed with the same key. */
function keyRefusal(
  request: Request,
  { keyOwner, previousKey }: CsrFacts,
  publicKey: Uint8Array,
): Refusal | null {
  if (keysOfRequest(request) === 'same') {
    const isIt = previousKey !== null && equalBytes(previousKey, publicKey)
    return isIt ? null : new Refusal('csr-key-differs')
  }
  return keyOwner !== null && keyOwner !== request.id ? new Refusal('csr-key-reused') : null
}

/** Accepts any number of CSRs until the certificates are made. */
export function submitCsr(facts: CsrFacts, { csr, publicKey, now }: CsrSubmission): Decision<Request> {
  const { request, order, keyOwner } = facts
  if (request === null) return refused('request-unknown')
  const wrongKey = keyRefusal(request, facts, publicKey)
  if (wrongKey !== null) return refusedBy(wrongKey)
  // A repeat after a lost reply: the certificates of this very key exist already.
  const made = request.state === 'issued' || request.state === 'active'
  if (made && request.publicKey !== null && equalBytes(request.publicKey, publicKey)) {
    return unchanged(request)
  }
  const ended = endRefusal(request, now)
  if (ended !== null) return refusedBy(ended)
  if (request.state === 'issued') return refused('request-not-ready', { state: request.state })
  const submitted = { ...request, publicKey }
  const after = movedTo(submitted, settledState(submitted, order), now)
  const bound: Change = { kind: 'bind-key', publicKey, requestId: request.id }
  return decided(
    [
      ...(keyOwner === null ? [bound] : []),
      { kind: 'submit-csr' as const, id: request.id, csr, publicKey },
      ...progressOf(request, after),
    ],
    after,
  )
}
