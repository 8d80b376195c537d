import type { Order, Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { audit, type Change } from './change.ts'
import { type Decision, decided, refused, refusedAfter, refusedBy, unchanged } from './decision.ts'
import { endingOf } from './ending.ts'
import { movedTo, progressOf } from './progress.ts'
import { keysOfRequest } from './renewal.ts'
import { endRefusal } from './request-state.ts'

export type Confirmation = {
  readonly requestId: string
  /** Serial of the signature certificate whose key is proved to be on the token. */
  readonly provedSerial: string
  readonly now: number
}

/** A pair in force: active or suspended. */
export type PairInForce = {
  readonly pairId: string
  readonly signatureSerial: string | null
  readonly status: 'active' | 'suspended'
}

export type ConfirmationFacts = {
  readonly request: Request | null
  readonly order: Order | null
  readonly inForce: readonly PairInForce[]
}

/**
 * In one step the old pair is superseded and the new pair comes into force. A request that was overtaken by another
 * certificate ends instead, so that a client that comes back late cannot push out a newer one.
 */
export function confirmRequest(
  { request, order, inForce }: ConfirmationFacts,
  { provedSerial, now }: Confirmation,
): Decision<Request> {
  if (request === null) return refused('request-unknown')
  if (request.signatureSerial !== null && request.signatureSerial !== provedSerial) {
    return refused('confirmation-wrong')
  }
  if (request.state === 'active') return unchanged(request)
  const ended = endRefusal(request, now)
  if (ended !== null) return refusedBy(ended)
  if (request.state !== 'issued') return refused('request-not-ready', { state: request.state })
  const current = inForce.find((pair) => pair.signatureSerial !== null)?.signatureSerial ?? null
  if (current !== null && current !== request.baselineSerial) {
    return refusedAfter(endingOf(request, order, 'abandoned', now).changes, new Refusal('request-outdated'))
  }
  // The holder has reported it as lost, and a new certificate would bring the lost key back into force.
  const held = inForce.find(({ status }) => status === 'suspended')
  if (keysOfRequest(request) === 'same' && held !== undefined) {
    const serial = held.signatureSerial ?? request.previousSerial ?? ''
    return refused('previous-certificate-unusable', { serial, status: held.status })
  }
  const after = movedTo(request, 'active', now)
  return decided(
    [
      ...inForce.map((pair) => superseded(pair, request, now)),
      activated(request),
      ...progressOf(request, after),
      audit(now, `account ${request.accountId}`, 'certificates confirmed', provedSerial),
    ],
    after,
  )
}

function superseded(pair: PairInForce, request: Request, now: number): Change {
  const compromised = request.application?.lossReason === 'compromised'
  return {
    kind: 'pair-status',
    pairId: pair.pairId,
    from: pair.status,
    to: 'superseded',
    reason: compromised ? 'key-compromised' : 'superseded',
    note: null,
    since: now,
  }
}

function activated(request: Request): Change {
  return {
    kind: 'pair-status',
    pairId: request.id,
    from: 'pending',
    to: 'active',
    reason: null,
    note: null,
    since: null,
  }
}
