import { randomBytes } from 'node:crypto'
import type { Account, DeviceKey, Issued, Request } from '../../../src/ra/records.ts'
import { Refusal } from '../../../src/ra/refusal.ts'
import type { OpenForm, Opening } from '../../../src/ra/rules/opening.ts'
import type { Receipt } from '../../../src/ra/rules/payment.ts'
import { demoProfile } from '../../../src/ra/rules/profile.ts'
import type { Review } from '../../../src/ra/rules/review.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import type { RaErrorCode, RaErrorParams } from '../../../src/shared/ra-contract/errors.ts'
import type { SessionScope } from '../../../src/shared/ra-contract/session.ts'
import type { Place } from './place.ts'

export const now = 1_800_000_000_000
export const day = 24 * 3600 * 1000

/** A name that nothing else in the store has. */
export function fresh(what: string): string {
  return `${what}-${randomBytes(9).toString('hex')}`
}

export async function newAccount(store: Store, more: Partial<Account> = {}): Promise<Account> {
  const account: Account = {
    id: fresh('account'),
    kind: 'person',
    userName: fresh('name'),
    applicantName: '王芳',
    idType: 'resident-id',
    idNumber: fresh('number'),
    phone: fresh('phone'),
    email: null,
    passwordHash: null,
    complete: true,
    closed: false,
    createdAt: now,
    ...more,
  }
  await store.addAccount(account)
  return account
}

/** A device from which this owner has logged in. */
export async function knownDevice(
  { store }: Place,
  ownerId: string,
  { at = now, hash = fresh('device'), scope = 'full' }: Partial<Login> = {},
): Promise<DeviceKey> {
  const device = { ownerId, hash }
  const session = {
    ...{ tokenHash: fresh('session'), accountId: ownerId, handlerId: null },
    ...{ scope, clientHash: null, expiresAt: at + day },
  }
  await store.openSession({ session, device, now: at })
  return device
}

type Login = { readonly at: number; readonly hash: string; readonly scope: SessionScope }

export const application = {
  agreementAccepted: true,
  lossReason: 'lost',
  handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
} as const

export function opening(account: Account, form: Partial<OpenForm> = {}, at: number = now): Opening {
  return {
    requestId: fresh('request'),
    orderId: fresh('order'),
    account,
    form: {
      business: 'issue',
      idempotencyKey: fresh('key'),
      token: { kind: 'ukey', vendor: 'virtual', serial: fresh('token') },
      ...form,
    },
    profile: demoProfile,
    sender: '示例',
    bodyHash: 'body',
    subject: { der: Uint8Array.of(0x30, 0), text: 'CN=王芳' },
    now: at,
  }
}

export function publicKey(): Uint8Array {
  return Uint8Array.from([4, ...randomBytes(64)])
}

export const csr = Uint8Array.of(0x30, 1, 1)

export function submit(store: Store, request: Request, key: Uint8Array = publicKey(), at: number = now) {
  return store.submitCsr({ requestId: request.id, csr, publicKey: key, now: at })
}

/**
 * A pair with its own serials, which can be renewed already. A store does not care what is in the certificates.
 */
export function pair(validUntil: number = now + 60 * day): Issued {
  const certificate = () => ({
    serial: randomBytes(8).toString('hex').toUpperCase(),
    der: Uint8Array.from(randomBytes(40)),
    notBefore: now - 60_000,
    notAfter: validUntil,
  })
  return {
    signature: certificate(),
    encryption: certificate(),
    envelopedKey: Uint8Array.from(randomBytes(20)),
    escrow: Uint8Array.from(randomBytes(20)),
  }
}

/** Collects as the authority does after it looked at the request. */
export function collect(store: Store, account: Account, seen: Request, issued = pair(), at: number = now) {
  const made = seen.publicKey === null ? null : { issued, account, publicKey: seen.publicKey }
  return store.collect({ requestId: seen.id, made, now: at })
}

export async function confirm(store: Store, request: Request, at: number = now): Promise<Request> {
  const { signatureSerial } = (await store.request(request.id)) ?? request
  return store.confirm({ requestId: request.id, provedSerial: signatureSerial ?? 'none', now: at })
}

export function review(
  request: Request,
  approved: boolean,
  more: { at?: number; reason?: string } = {},
): Review {
  const { at = now, reason = '材料不全' } = more
  const frame = { requestId: request.id, operatorId: 'operator-1', sender: '示例', at }
  return approved ? { ...frame, verdict: 'approved' } : { ...frame, verdict: 'refused', reason }
}

export function sentBack(request: Request, at: number = now): Review {
  const frame = { requestId: request.id, operatorId: 'operator-1', sender: '示例', at }
  return { ...frame, verdict: 'correction', reason: '证件号码不对', fields: ['handler'] }
}

export async function pay(store: Store, request: Request, reference: string = fresh('payment'), at = now) {
  const order = await store.orderOfRequest(request.id)
  const { id = 'none', totalFen = 0 } = order ?? {}
  return receive(store, { orderId: id, reference, amountFen: totalFen, at })
}

export function receive(store: Store, receipt: Pick<Receipt, 'orderId'> & Partial<Receipt>) {
  const { reference = fresh('payment'), amountFen = null } = receipt
  return store.receive({ method: 'online', at: now, sender: '示例', ...receipt, reference, amountFen })
}

/** A request whose pair was made but not confirmed. */
export async function issued(store: Store, account: Account, form: Partial<OpenForm> = {}): Promise<Request> {
  const submitted = await submit(store, await store.openRequest(opening(account, form)))
  await collect(store, account, submitted)
  return again(store, submitted)
}

/** A request whose pair is in force. */
export async function active(store: Store, account: Account, form: Partial<OpenForm> = {}): Promise<Request> {
  return confirm(store, await issued(store, account, form))
}

export async function again(store: Store, { id }: Pick<Request, 'id'>): Promise<Request> {
  const request = await store.request(id)
  if (request === null) throw new Error('the request is gone')
  return request
}

/** Serials of an account that are in force: signature first. */
export async function inForce(store: Store, account: Account): Promise<readonly string[]> {
  const all = await store.certificatesOf(account.id)
  return all
    .filter(({ status }) => status === 'active' || status === 'suspended')
    .toSorted((a, b) => b.usage.localeCompare(a.usage))
    .map(({ serial }) => serial)
}

export async function statusesOf(store: Store, { id, accountId }: Request): Promise<readonly string[]> {
  const all = await store.certificatesOf(accountId)
  return all.filter(({ requestId }) => requestId === id).map(({ status }) => status)
}

type Refused = { readonly code: RaErrorCode; readonly params: RaErrorParams }

/** The refusal with which a call ends; fails if it ends otherwise. */
export async function refusal(call: Promise<unknown>): Promise<Refused> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome === null) throw new Error('the call was expected to be refused, but it succeeded')
  if (!(outcome instanceof Refusal)) throw outcome
  return { code: outcome.code, params: outcome.params }
}

/** The results of calls made at the same time: the answers, and the codes of the refusals. */
export async function race<T>(...calls: readonly Promise<T>[]) {
  const outcomes = await Promise.allSettled(calls)
  const won = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []))
  return { won, lost }
}

function codeOf(error: unknown): RaErrorCode {
  if (error instanceof Refusal) return error.code
  throw error
}
