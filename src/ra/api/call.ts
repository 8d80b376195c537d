import { implement } from '@orpc/server'
import { raContract } from '../../shared/ra-contract/index.ts'
import { sameText, secretHash } from '../random.ts'
import type { Account, Operator, Request, Session } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Owner } from '../rules/identity/centre.ts'
import type { Services } from '../services.ts'
import type { DossierFile } from '../store/identity.ts'

/** What every handler gets besides its input. */
export type Call = {
  readonly services: Services
  /** Address of the caller. */
  readonly address: string
  /** The token of `authorization: Bearer …`. */
  readonly bearer: string | null
  readonly clientId: string | null
}

/**
 * We make the answers from types that the contract checks at compile time, so they are not checked again at run time.
 */
export const api = implement(raContract)
  .$context<Call>()
  .$config({ initialOutputValidationIndex: Number.NaN })

export type Caller = { readonly session: Session; readonly account: Account }

/** The session of the caller. Throws login-code-wanted for a session that names alone have opened. */
export async function requireSession(call: Call): Promise<Caller> {
  const caller = await requireAnySession(call)
  if (caller.session.scope === 'code') throw new Refusal('login-code-wanted')
  return caller
}

/** A session of any scope, for the parts of a login. Throws session-missing or session-ended. */
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

/** A session that still waits for its code. */
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

/** Lets the holder of a request continue it without a session. */
export function resumeToken(services: Services, requestId: string): string {
  return `${requestId}.${services.ca.sealing.mac('resume-token', requestId)}`
}

/** The request, for the session of its account or for its own resume token. Nobody else finds it. */
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

/** Lets whoever opened a dossier continue it. */
export function dossierSecret(services: Services, dossierId: string): string {
  return `${dossierId}.${services.ca.sealing.mac('dossier', dossierId)}`
}

/**
 * The dossier, for its own secret and for the client that opened it. Nobody else finds it, and nobody learns whether
 * there is one.
 */
export async function requireDossier(call: Call, dossierId: string): Promise<DossierFile> {
  const { services, bearer, clientId } = call
  const isOwn = bearer !== null && sameText(bearer, dossierSecret(services, dossierId))
  const file = isOwn ? await services.store.dossier(dossierId) : null
  if (file === null) throw new Refusal('dossier-unknown')
  const bound = file.dossier.clientHash
  if (bound !== null && !sameText(bound, secretHash(clientId ?? ''))) throw new Refusal('dossier-unknown')
  return file
}

/** A full session of the account itself or of its handler. */
export function ownerOf({ session, account }: Caller, now: number): Owner {
  return { accountId: account.id, handlerId: session.handlerId, now }
}

export async function requireOperator(call: Call): Promise<Operator> {
  if (call.bearer === null) throw new Refusal('session-missing')
  const { store, clock } = call.services
  const operator = await store.operatorBySession(secretHash(call.bearer), clock())
  if (operator === null) throw new Refusal('session-ended')
  return operator
}
