import { implement } from '@orpc/server'
import { raContract } from '../../shared/ra-contract/index.ts'
import { sameText, secretHash } from '../random.ts'
import type { Account, Operator, Request, Session } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

/** What every handler gets beside its input. */
export type Call = {
  readonly services: Services
  /** Address of the caller. */
  readonly address: string
  /** What came as `authorization: Bearer …`. */
  readonly bearer: string | null
  readonly clientId: string | null
}

/** Answers are made by us from types that the contract checks at compile time: checking them again at run time is left out. */
export const api = implement(raContract)
  .$context<Call>()
  .$config({ initialOutputValidationIndex: Number.NaN })

export type Caller = { readonly session: Session; readonly account: Account }

/** The session of the caller; throws login-code-wanted for one that names alone have opened. */
export async function requireSession(call: Call): Promise<Caller> {
  const caller = await requireAnySession(call)
  if (caller.session.scope === 'code') throw new Refusal('login-code-wanted')
  return caller
}

/** A session of any scope, for what a login consists of; throws session-missing or session-ended. */
export async function requireAnySession(call: Call): Promise<Caller> {
  if (call.bearer === null) throw new Refusal('session-missing')
  const { store, clock } = call.services
  const caller = await store.caller(secretHash(call.bearer))
  if (caller === null || caller.session.expiresAt <= clock()) throw new Refusal('session-ended')
  const bound = caller.session.clientHash
  if (bound !== null && !sameText(bound, secretHash(call.clientId ?? ''))) throw new Refusal('session-ended')
  if (caller.account.closed) throw new Refusal('session-ended')
  return caller
}

/** A session that waits for its code. */
export async function requireCodeSession(call: Call): Promise<Caller> {
  const caller = await requireAnySession(call)
  if (caller.session.scope !== 'code') throw new Refusal('code-stale')
  return caller
}

/** A session that may do everything. */
export async function requireFullSession(call: Call): Promise<Caller> {
  const caller = await requireSession(call)
  if (caller.session.scope !== 'full')
    throw new Refusal('session-too-narrow', { scope: caller.session.scope })
  return caller
}

/** Lets the holder of a request go on with it without a session. */
export function resumeToken(services: Services, requestId: string): string {
  return `${requestId}.${services.ca.sealing.mac('resume-token', requestId)}`
}

/** The request, for its account's session or for its own resume token; anybody else finds none. */
export async function requireRequest(call: Call, requestId: string): Promise<Request> {
  const { services } = call
  if (call.bearer?.includes('.')) {
    if (!sameText(call.bearer, resumeToken(services, requestId))) throw new Refusal('session-ended')
    return found(await services.store.request(requestId))
  }
  const { account } = await requireSession(call)
  const request = await services.store.request(requestId)
  return found(request?.accountId === account.id ? request : null)
}

function found(request: Request | null): Request {
  if (request === null) throw new Refusal('request-unknown')
  return request
}

export async function requireOperator(call: Call): Promise<Operator> {
  if (call.bearer === null) throw new Refusal('session-missing')
  const { store, clock } = call.services
  const operator = await store.operatorBySession(secretHash(call.bearer), clock())
  if (operator === null) throw new Refusal('session-ended')
  return operator
}
