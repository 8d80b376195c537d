import { iso } from '../clock.ts'
import type { Seal } from '../records.ts'
import { sealView } from '../seals/view.ts'
import type { Services } from '../services.ts'
import { api, requireOperator, requireSession } from './call.ts'
import { asOperator, search, withNames } from './operator-lists.ts'

export const sealsApi = {
  list: api.seals.list.handler(async ({ context }) => {
    const { account } = await requireSession(context)
    const seals = await context.services.store.sealsOf(account.id)
    return { seals: seals.map(sealView) }
  }),
  status: api.seals.status.handler(async ({ input, context }) => {
    const seal = await context.services.store.seal(input.sealId)
    return seal === null ? { status: 'unknown' as const, revokedAt: null } : statusOf(context.services, seal)
  }),
}

/** A seal falls with the certificate that may use it. */
async function statusOf({ store }: Services, { state, issuedAt, revokedAt, serial }: Seal) {
  if (issuedAt === null) return { status: 'unknown' as const, revokedAt: null }
  const certificate = await store.certificate(serial)
  const since = revokedAt ?? (certificate?.status === 'revoked' ? certificate.revokedAt : null)
  if (state === 'revoked' || since !== null)
    return { status: 'revoked' as const, revokedAt: since === null ? null : iso(since) }
  return { status: 'issued' as const, revokedAt: null }
}

/** The operator's part. */
export const sealOperatorApi = {
  seals: api.operator.seals.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.seals(search(input), input.state ?? null))
    const rows = await withNames(context, page, async (seal) => ({ seal: sealView(seal) }))
    return { seals: rows, next: page.next }
  }),
  applySeal: api.operator.applySeal.handler(async ({ input, context }) => {
    const { name } = await requireOperator(context)
    return { seal: sealView(await context.services.seals.apply(input.serial, name)) }
  }),
  issueSeal: api.operator.issueSeal.handler(async ({ input, context }) => {
    const { name } = await requireOperator(context)
    return { seal: sealView(await context.services.seals.issue(input.sealId, input.picture, name)) }
  }),
  revokeSeal: api.operator.revokeSeal.handler(async ({ input, context }) => {
    const { name } = await requireOperator(context)
    return { seal: sealView(await context.services.seals.revoke(input.sealId, name)) }
  }),
}
