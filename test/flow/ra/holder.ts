import {
  csrToSign,
  finishCsr,
  fromBase64,
  generateSm2KeyPair,
  type Sm2KeyPair,
  sm2Sign,
  sm2SignDigest,
  toBase64,
} from '../../../src/pki/index.ts'
import { createRaClient } from '../../../src/shared/ra-contract/client.ts'
import {
  confirmationMessage,
  type RaApplication,
  type RaBusiness,
  type RaClient,
  type RaCollected,
  type RaRequest,
  type RaSession,
} from '../../../src/shared/ra-contract/index.ts'

export const captchaAnswer = 'K7Q2'

/** A client that carries the token of the last login. */
export type Holder = { readonly client: RaClient; token: string | null }

export function holderAt(url: string, token: string | null = null): Holder {
  const holder: { client: RaClient; token: string | null } = {
    client: createRaClient({ url, token: () => holder.token }),
    token,
  }
  return holder
}

export async function login(holder: Holder, userName: string, applicantName: string): Promise<RaSession> {
  const captcha = await holder.client.captcha.create({})
  const session = await holder.client.sessions.byName({
    userName,
    applicantName,
    captchaId: captcha.captchaId,
    captchaAnswer,
  })
  holder.token = session.token
  return session
}

export const softToken = { kind: 'soft', vendor: '证书助手', serial: 'SOFT-0001' } as const

export function randomKey(): string {
  return crypto.randomUUID()
}

export type Opening = {
  readonly business?: RaBusiness
  readonly previousSerial?: string
  readonly termYears?: number
  readonly application?: RaApplication
  readonly idempotencyKey?: string
  readonly serial?: string
}

export function openRequest(holder: Holder, opening: Opening = {}) {
  const { business = 'issue', idempotencyKey = randomKey(), serial = softToken.serial, ...rest } = opening
  return holder.client.requests.open({ business, idempotencyKey, token: { ...softToken, serial }, ...rest })
}

export function csrFor(request: RaRequest, pair: Sm2KeyPair, subject?: Uint8Array): string {
  const { tbs, digest } = csrToSign({
    subject: subject ?? fromBase64(request.subject.der),
    publicKey: pair.publicKey,
  })
  return toBase64(finishCsr(tbs, sm2SignDigest(pair.privateKey, digest)))
}

export function confirmation(request: RaRequest, signatureSerial: string, pair: Sm2KeyPair): string {
  return toBase64(sm2Sign(pair.privateKey, confirmationMessage(request.id, signatureSerial)))
}

export type Finished = {
  readonly request: RaRequest
  readonly pair: Sm2KeyPair
  readonly collected: RaCollected
}

/** From opening to confirmation without a pause; for businesses without payment and review. */
export async function issue(holder: Holder, opening: Opening = {}): Promise<Finished> {
  const { request } = await openRequest(holder, opening)
  const pair = generateSm2KeyPair()
  await holder.client.requests.submitCsr({ requestId: request.id, csr: csrFor(request, pair) })
  return finish(holder, request, pair)
}

/** Collects and confirms a request that is ready. */
export async function finish(holder: Holder, request: RaRequest, pair: Sm2KeyPair): Promise<Finished> {
  const { collected } = await holder.client.requests.collect({ requestId: request.id })
  const { request: ready } = await holder.client.requests.get({ requestId: request.id })
  const confirmed = await holder.client.requests.confirm({
    requestId: request.id,
    signature: confirmation(request, ready.serials?.signature ?? '', pair),
  })
  return { request: confirmed.request, pair, collected }
}
