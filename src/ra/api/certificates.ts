import { Refusal } from '../refusal.ts'
import { certificateView } from '../requests/view.ts'
import { api, type Call, requireFullSession, requireSession } from './call.ts'

export const certificatesApi = {
  list: api.certificates.list.handler(async ({ context }) => {
    const { store } = context.services
    const { account } = await requireSession(context)
    const certificates = await store.certificatesOf(account.id)
    return { certificates: certificates.map((one) => certificateView(one, context.services)) }
  }),
  get: api.certificates.get.handler(async ({ input, context }) => {
    await requireOwn(context, input.serial)
    const found = await context.services.store.certificate(input.serial)
    if (found === null) throw new Refusal('certificate-unknown', { serial: input.serial })
    return certificateView(found, context.services)
  }),
  revoke: api.certificates.revoke.handler(async ({ input, context }) => {
    await requireFullSession(context)
    const by = await requireOwn(context, input.serial)
    const { store, clock } = context.services
    const pair = await store.revokePair(input.serial, input.reason, input.note ?? null, by, clock())
    return { certificates: pair.map((one) => certificateView(one, context.services)) }
  }),
  suspend: api.certificates.suspend.handler(async ({ input, context }) => {
    const by = await requireOwn(context, input.serial)
    const { store, clock } = context.services
    const pair = await store.suspendPair(input.serial, by, clock())
    return { certificates: pair.map((one) => certificateView(one, context.services)) }
  }),
  resume: api.certificates.resume.handler(async ({ input, context }) => {
    await requireFullSession(context)
    const by = await requireOwn(context, input.serial)
    const { store, clock } = context.services
    const pair = await store.resumePair(input.serial, by, clock())
    return { certificates: pair.map((one) => certificateView(one, context.services)) }
  }),
}

/** Another account's certificate is as unknown as none. Returns who asks, for the audit trail. */
async function requireOwn(call: Call, serial: string): Promise<string> {
  const { account } = await requireSession(call)
  const certificate = await call.services.store.certificate(serial)
  if (certificate?.accountId !== account.id) throw new Refusal('certificate-unknown', { serial })
  return `account ${account.id}`
}
