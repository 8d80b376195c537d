import type { Account } from '../records.ts'
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
    const { account } = await requireSession(context)
    const found = await context.services.store.certificate(input.serial)
    // A certificate of another account is treated as unknown.
    if (found?.accountId !== account.id) throw new Refusal('certificate-unknown', { serial: input.serial })
    return certificateView(found, context.services)
  }),
  revoke: api.certificates.revoke.handler(async ({ input, context }) => {
    const { account } = await requireFullSession(context)
    return changed(context, account, { ...input, to: 'revoked', note: input.note ?? null })
  }),
  suspend: api.certificates.suspend.handler(async ({ input, context }) => {
    const { account } = await requireSession(context)
    return changed(context, account, { ...input, to: 'suspended' })
  }),
  resume: api.certificates.resume.handler(async ({ input, context }) => {
    const { account } = await requireFullSession(context)
    return changed(context, account, { ...input, to: 'active' })
  }),
}

type Wish = { readonly serial: string } & (
  | { readonly to: 'revoked'; readonly reason: string; readonly note: string | null }
  | { readonly to: 'suspended' | 'active' }
)

async function changed({ services }: Call, { id }: Account, wish: Wish) {
  const { store, clock } = services
  const pair = await store.changeStatus({ ...wish, by: { kind: 'account', id }, now: clock() })
  return { certificates: pair.map((one) => certificateView(one, services)) }
}
