import { dossierFileView, legacyView } from '../accounts/identity/view.ts'
import { iso } from '../clock.ts'
import { randomId } from '../random.ts'
import { Refusal } from '../refusal.ts'
import { type Notice, noticeText } from '../rules/identity/notice.ts'
import type { DossierVerdict } from '../rules/identity/review.ts'
import { api, type Call, requireOperator } from './call.ts'
import { asOperator, search } from './operator-lists.ts'

/** Mails in one transaction, so that others can write in between. */
const NOTICES_AT_ONCE = 200

export const identityOperatorApi = {
  dossiers: api.operator.dossiers.handler(async ({ input, context }) => {
    const { clock } = context.services
    const page = await asOperator(context, ({ store }) =>
      store.dossiers(search(input), input.state ?? null, input.purpose ?? null),
    )
    return { dossiers: page.rows.map((file) => dossierFileView(file, clock())), next: page.next }
  }),
  approveDossier: api.operator.approveDossier.handler(({ input, context }) =>
    decide(context, input.dossierId, { verdict: 'approved', answer: input.answer ?? null }),
  ),
  refuseDossier: api.operator.refuseDossier.handler(({ input, context }) =>
    decide(context, input.dossierId, { verdict: 'refused', reason: input.reason }),
  ),
  correctDossier: api.operator.correctDossier.handler(({ input, context }) =>
    decide(context, input.dossierId, { verdict: 'correction', reason: input.reason, steps: input.steps }),
  ),
  importRegister: api.operator.importRegister.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    return store.importRegister({ rows: input.entries, operator: `operator ${operator.name}`, now: clock() })
  }),
  importPractitioners: api.operator.importPractitioners.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const by = `operator ${operator.name}`
    return store.importPractitioners({ rows: input.practitioners, operator: by, now: clock() })
  }),
  register: api.operator.register.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.register(search(input)))
    return { entries: [...page.rows], next: page.next }
  }),
  practitioners: api.operator.practitioners.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.practitioners(search(input)))
    return { practitioners: [...page.rows], next: page.next }
  }),
  legacyAccounts: api.operator.legacyAccounts.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.legacyLogins(search(input), input.which))
    return { accounts: page.rows.map(legacyView), next: page.next }
  }),
  nameLegacy: api.operator.nameLegacy.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock, name } = context.services
    const { others, messages } = await store.nameLegacy({
      ...{ login: input.login, operator: operator.name, sender: name, now: clock() },
      ids: [randomId(), randomId()],
    })
    return { others: [...others], messages }
  }),
  sendNotice: api.operator.sendNotice.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock, name } = context.services
    const { occasion, kinds, preview } = input
    const notice: Notice = { ...input, sender: name }
    const figures = await store.noticeFigures(occasion, kinds)
    const now = clock()
    const example = figures.first === null ? null : noticeText(notice, figures.first)
    const sending = { notice, operator: operator.name, kinds, limit: NOTICES_AT_ONCE, now }
    let sent = 0
    for (let more = !preview; more; ) {
      const last = await store.sendNotice(sending)
      sent += last
      more = last === NOTICES_AT_ONCE
    }
    return {
      ...{ accounts: preview ? figures.due : sent, withoutMail: figures.withoutMail },
      ...{ sentBefore: figures.sent, example, at: iso(now) },
    }
  }),
}

async function decide(context: Call, dossierId: string, verdict: DossierVerdict) {
  const { name } = await requireOperator(context)
  const { store, clock, name: sender } = context.services
  await store.reviewDossier({ dossierId, verdict, operator: name, sender, now: clock() })
  const file = await store.dossier(dossierId)
  if (file === null) throw new Refusal('dossier-unknown')
  return { file: dossierFileView(file, clock()) }
}
