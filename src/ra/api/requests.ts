import { toBase64 } from '../base64.ts'
import type { Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { certificateView, requestView } from '../requests/view.ts'
import type { Services } from '../services.ts'
import { api, requireRequest, requireSession, resumeToken } from './call.ts'

export const requestsApi = {
  open: api.requests.open.handler(async ({ input, context }) => {
    const { services } = context
    const { account, session } = await requireSession(context)
    if (session.scope === 'identified' && input.business !== 'replacement') {
      throw new Refusal('session-too-narrow', { scope: session.scope })
    }
    services.limits.openings(account.id)
    const request = await services.requests.open(account, input)
    return {
      request: await requestView(services.store, request),
      resumeToken: resumeToken(services, request.id),
    }
  }),
  list: api.requests.list.handler(async ({ context }) => {
    const { store } = context.services
    const { account } = await requireSession(context)
    const requests = await store.requestsOf(account.id)
    return { requests: await Promise.all(requests.map((request) => requestView(store, request))) }
  }),
  get: api.requests.get.handler(async ({ input, context }) => {
    const request = await requireRequest(context, input.requestId)
    return { request: await requestView(context.services.store, request) }
  }),
  submitCsr: api.requests.submitCsr.handler(async ({ input, context }) => {
    const { services } = context
    const request = await requireRequest(context, input.requestId)
    const submitted = await services.requests.submit(request, input.csr)
    return { request: await requestView(services.store, submitted) }
  }),
  collect: api.requests.collect.handler(async ({ input, context }) => {
    const request = await requireRequest(context, input.requestId)
    const collected = await context.services.requests.collect(request, input.blob ?? false)
    return { collected: { ...collected, seal: await renewedSeal(context.services, request) } }
  }),
  confirm: api.requests.confirm.handler(async ({ input, context }) => {
    const { store, requests } = context.services
    const request = await requireRequest(context, input.requestId)
    const confirmed = await requests.confirm(request, input.signature)
    const serials = [confirmed.signatureSerial, confirmed.encryptionSerial]
    const pair = await Promise.all(serials.map((serial) => store.certificate(serial ?? '')))
    return {
      request: await requestView(store, confirmed),
      certificates: pair.flatMap((one) => (one === null ? [] : [certificateView(one, context.services)])),
    }
  }),
  abandon: api.requests.abandon.handler(async ({ input, context }) => {
    const { services } = context
    const request = await requireRequest(context, input.requestId)
    const abandoned = await services.requests.abandon(request)
    return { request: await requestView(services.store, abandoned) }
  }),
}

/** A seal is no reason to withhold certificates: whatever went wrong with it, the client can ask for it later. */
async function renewedSeal({ seals, log }: Services, request: Request): Promise<string | null> {
  try {
    const seal = await seals.renewed(request)
    return seal?.state === 'issued' && seal.der !== null ? toBase64(seal.der) : null
  } catch (error) {
    log(`the seal of a request was not made: ${error instanceof Error ? error.message : 'unknown'}`)
    return null
  }
}
