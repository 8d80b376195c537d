import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { api, requireFullSession } from './call.ts'

export const applicationsApi = {
  list: api.applications.list.handler(async ({ context }) => {
    const { account } = await requireFullSession(context)
    return { applications: await listed(context.services, account.id) }
  }),
  open: api.applications.open.handler(async ({ input, context }) => {
    const { store, profile, clock } = context.services
    const { account } = await requireFullSession(context)
    const known = new Set(profile.applications.map(({ id }) => id))
    if (!input.ids.every((id) => known.has(id))) throw new Refusal('not-found')
    await store.openApplications(account.id, input.ids, clock())
    return { applications: await listed(context.services, account.id) }
  }),
}

async function listed({ store, profile }: Services, accountId: string) {
  const opened = new Set(await store.openedApplications(accountId))
  return profile.applications.map((one) => ({ ...one, opened: opened.has(one.id) }))
}
