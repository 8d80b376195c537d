import { parseCertificate } from '../../pki/x509/index.ts'
import { accountView } from '../accounts/account-view.ts'
import { clientHashOf, deviceOf } from '../accounts/device.ts'
import { verifyPassword } from '../accounts/password.ts'
import { toBase64 } from '../base64.ts'
import { HOUR, iso } from '../clock.ts'
import { randomToken, secretHash } from '../random.ts'
import { Refusal } from '../refusal.ts'
import { certificateView, requestView } from '../requests/view.ts'
import type { Review } from '../rules/review.ts'
import type { Services } from '../services.ts'
import { api, type Call, requireOperator } from './call.ts'
import { asOperator, search, withNames } from './operator-lists.ts'

const SESSION = 8 * HOUR

export const operatorApi = {
  login: api.operator.login.handler(async ({ input, context: { services, address } }) => {
    await services.limits.logins(address)
    const { store, tries, clock } = services
    const { captchaId, captchaAnswer = '' } = input
    if (captchaId !== undefined) await services.captcha.check(captchaId, captchaAnswer)
    const operator = await store.operatorByName(input.name)
    const name = `operator ${input.name}`
    const device = deviceOf(operator?.id ?? null, clientHashOf(input.clientId))
    const by = { address, device, captcha: captchaId !== undefined }
    await tries.requireOpen(name, by)
    const right = await verifyPassword(input.password, operator?.passwordHash ?? null)
    if (!right || operator === null)
      throw new Refusal('operator-login-wrong', { triesLeft: await tries.wrong(name, by) })
    await tries.right(name, by)
    const token = randomToken()
    const expiresAt = clock() + SESSION
    const session = { tokenHash: secretHash(token), operatorId: operator.id, expiresAt }
    await store.openOperatorSession({ session, device, now: clock() })
    return { token, expiresAt: iso(expiresAt), name: operator.name }
  }),
  logout: api.operator.logout.handler(async ({ context }) => {
    if (context.bearer !== null)
      await context.services.store.removeOperatorSession(secretHash(context.bearer))
    return {}
  }),
  accounts: api.operator.accounts.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.accounts(search(input)))
    return { accounts: page.rows.map(accountView), next: page.next }
  }),
  requests: api.operator.requests.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.requests(search(input), input.state ?? null))
    const rows = await withNames(context, page, async (request) => ({
      request: await requestView(context.services, request),
      application: request.application,
    }))
    return { requests: rows, next: page.next }
  }),
  attachment: api.operator.attachment.handler(async ({ input, context }) => {
    const upload = await asOperator(
      context,
      async ({ store }) => (await store.upload(input.uploadId)) ?? store.dossierUpload(input.uploadId),
    )
    if (upload === null) throw new Refusal('not-found')
    return { fileName: upload.name, content: toBase64(upload.content) }
  }),
  approve: api.operator.approve.handler(({ input, context }) =>
    decide(context, input.requestId, { verdict: 'approved' }),
  ),
  refuse: api.operator.refuse.handler(({ input, context }) =>
    decide(context, input.requestId, { verdict: 'refused', reason: input.reason }),
  ),
  requestCorrection: api.operator.requestCorrection.handler(({ input, context }) =>
    decide(context, input.requestId, {
      verdict: 'correction',
      reason: input.reason,
      fields: [...new Set(input.fields)],
    }),
  ),
  certificates: api.operator.certificates.handler(async ({ input, context }) => {
    const { clock } = context.services
    const page = await asOperator(context, ({ store }) =>
      store.certificates(search(input), input.status ?? null, clock()),
    )
    const rows = await withNames(context, page, async (certificate) => ({
      certificate: certificateView(certificate, context.services),
    }))
    return { certificates: rows, next: page.next }
  }),
  revoke: api.operator.revoke.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const { serial, reason, note = null } = input
    const by = { kind: 'operator', name: operator.name } as const
    const pair = await store.changeStatus({ serial, to: 'revoked', reason, note, by, now: clock() })
    return { certificates: pair.map((one) => certificateView(one, context.services)) }
  }),
  outbox: api.operator.outbox.handler(async ({ input, context }) => {
    const page = await asOperator(context, ({ store }) => store.messages(search(input)))
    return {
      messages: page.rows.map((message) => ({ ...message, createdAt: iso(message.createdAt) })),
      next: page.next,
    }
  }),
  health: api.operator.health.handler(async ({ context }) => {
    await requireOperator(context)
    return health(context.services)
  }),
  publishCrl: api.operator.publishCrl.handler(async ({ context }) => {
    await requireOperator(context)
    const crl = await context.services.crl.publish()
    return { number: crl.number, thisUpdate: iso(crl.thisUpdate), nextUpdate: iso(crl.nextUpdate) }
  }),
}

type Verdict = Review extends infer One ? (One extends Review ? Omit<One, keyof ReviewFrame> : never) : never
type ReviewFrame = Pick<Review, 'requestId' | 'operatorId' | 'at' | 'sender'>

async function decide(call: Call, requestId: string, verdict: Verdict) {
  const { id: operatorId } = await requireOperator(call)
  const { requests, clock, name: sender } = call.services
  const request = await requests.review({ requestId, operatorId, at: clock(), sender, ...verdict })
  return { request: await requestView(call.services, request) }
}

async function health(services: Services) {
  const { store, ca, clock, crl } = services
  const list = await crl.current('issuing')
  const waiting = await store.requests({ text: '', after: null, limit: 1000 }, 'awaiting-review')
  return {
    serverTime: iso(clock()),
    startedAt: iso(services.startedAt),
    authorities: [ca.root, ca.issuing].map(({ der }) => {
      const certificate = parseCertificate(der)
      return {
        subject: certificate.subject.text,
        notAfter: certificate.notAfter.toISOString(),
        serial: certificate.serialHex,
      }
    }),
    crl: {
      number: list.number,
      thisUpdate: iso(list.thisUpdate),
      nextUpdate: iso(list.nextUpdate),
      entries: list.entries,
      kept: (await crl.kept()).size,
    },
    accounts: await store.countAccounts(),
    certificates: await store.countCertificates(),
    waitingForReview: waiting.rows.length,
    databaseBytes: await store.databaseBytes(),
  }
}
