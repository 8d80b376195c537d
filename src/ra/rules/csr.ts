import { equalBytes } from '../../pki/bytes.ts'
import type { Order, Request } from '../records.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from './decision.ts'
import { movedTo, progressOf } from './progress.ts'
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
}

/** Accepts any number of CSRs until the certificates are made. */
export function submitCsr(
  { request, order, keyOwner }: CsrFacts,
  { csr, publicKey, now }: CsrSubmission,
): Decision<Request> {
  if (request === null) return refused('request-unknown')
  if (keyOwner !== null && keyOwner !== request.id) return refused('csr-key-reused')
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
