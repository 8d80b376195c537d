import { toBase64 } from '../base64.ts'
import type { Request } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { applicationView, certificateView, requestView } from '../requests/view.ts'
import type { Services } from '../services.ts'
import { api, type Call, requireFullSession, requireRequest, requireSession, resumeToken } from './call.ts'

export const requestsApi = {
  open: api.requests.open.handler(async ({ input, context }) => {
    const { services } = context
    const { account, session } = await requireSession(context)
    if (session.scope === 'identified' && input.business !== 'replacement') {
      throw new Refusal('session-too-narrow', { scope: session.scope })
    }
    await services.limits.openings(account.id)
    const request = await services.requests.open(account, input)
    return {
      request: await requestView(services, request),
      resumeToken: resumeToken(services, request.id),
    }
  }),
  list: api.requests.list.handler(async ({ context }) => {
    const { services } = context
    const { account } = await requireSession(context)
    const requests = await services.store.requestsOf(account.id)
    return { requests: await Promise.all(requests.map((request) => requestView(services, request))) }
  }),
  get: api.requests.get.handler(async ({ input, context }) => {
    const request = await requireRequest(context, input.requestId)
    return { request: await requestView(context.services, request) }
  }),
  application: api.requests.application.handler(async ({ input, context }) => {
    const request = await ownRequest(context, input.requestId)
    return { application: applicationView(request) }
  }),
  correct: api.requests.correct.handler(async ({ input, context }) => {
    const { services } = context
    await ownRequest(context, input.requestId)
    const corrected = await services.requests.correct(input)
    return { request: await requestView(services, corrected) }
  }),
  submitCsr: api.requests.submitCsr.handler(async ({ input, context }) => {
    const { services } = context
    const request = await requireRequest(context, input.requestId)
    const submitted = await services.requests.submit(request, input.csr)
    return { request: await requestView(services, submitted) }
  }),
  collect: api.requests.collect.handler(async ({ input, context }) => {
    const request = await requireRequest(context, input.requestId)
    const collected = await context.services.requests.collect(request, input.blob ?? false)
    return { collected: { ...collected, seal: await renewedSeal(context.services, request) } }
  }),
  confirm: api.requests.confirm.handler(async ({ input, context }) => {
    const { services } = context
    const { store, requests } = services
    const request = await requireRequest(context, input.requestId)
    const confirmed = await requests.confirm(request, input.signature)
    const serials = [confirmed.signatureSerial, confirmed.encryptionSerial]
    const pair = await Promise.all(serials.map((serial) => store.certificate(serial ?? '')))
    return {
      request: await requestView(services, confirmed),
      certificates: pair.flatMap((one) => (one === null ? [] : [certificateView(one, context.services)])),
    }
  }),
  abandon: api.requests.abandon.handler(async ({ input, context }) => {
    const { services } = context
    const request = await requireRequest(context, input.requestId)
    const abandoned = await services.requests.abandon(request)
    return { request: await requestView(services, abandoned) }
  }),
}

/** The application of a request is for its account alone; a resume token does not suffice. */
async function ownRequest(context: Call, requestId: string): Promise<Request> {
  await requireFullSession(context)
  return requireRequest(context, requestId)
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
