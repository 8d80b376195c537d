import { traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemoAccounts } from '../../../src/ra/seed/accounts.ts'
import { putOperator } from '../../../src/ra/seed/operators.ts'
import { createRaClient } from '../../../src/shared/ra-contract/client.ts'
import { raContract, raErrorOf, raPathPrefix } from '../../../src/shared/ra-contract/index.ts'
import { agencyName, lastCode, refusalOf, renewableAtOnce, startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer, type Holder, holderAt, issue, login, openRequest } from './holder.ts'
import { inputs } from './inputs.ts'

const MINUTE = 60_000
let test: TestRa

beforeAll(async () => {
  test = await startTestRa({ embedded: false, passphrase: 'a real one', profile: renewableAtOnce })
  const { store } = test.ra.services
  await seedDemoAccounts(store, Date.now())
  await putOperator(store, 'operator', 'correct horse battery')
  const nobody = { idType: null, idNumber: null, passwordHash: null, complete: true, closed: false }
  const contact = { phone: null, email: null, createdAt: Date.now() }
  await store.addAccount({
    ...{ id: 'account-without-address', kind: 'person', userName: 'nowhere', applicantName: '无处' },
    ...nobody,
    ...contact,
  })
})
afterAll(() => test.end())

async function named(userName: string, applicantName: string): Promise<Holder> {
  const holder = holderAt(test.ra.url)
  await login(holder, userName, applicantName)
  return holder
}

const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000')

/** An hour later, codes may be sent again. */
const later = (): void => test.passTime(61 * MINUTE)

describe('a login by names at a real authority', () => {
  it('opens a session that reveals where a code can go and nothing else of the account', async () => {
    const session = await login(holderAt(test.ra.url), 'demo', agencyName)
    expect(session).toMatchObject({
      scope: 'code',
      codeChannels: [
        { channel: 'sms', masked: '138****0001' },
        { channel: 'mail', masked: 'de***@example.cn' },
      ],
      account: { maskedIdNumber: null, maskedPhone: null, maskedEmail: null },
    })
  })

  it('becomes a full session with the code, and can then have a certificate issued', async () => {
    const holder = await named('wangfang', '王芳')
    const before = holder.token
    const sent = await holder.client.sessions.sendCode({ channel: 'sms' })
    expect(sent.masked).toBe('138****0002')
    const session = await holder.client.sessions.byCode({ code: await lastCode(test) })
    expect(session).toMatchObject({ scope: 'full', codeChannels: [], account: { userName: 'wangfang' } })
    expect(session.token).not.toBe(before)
    expect((await refusalOf(holder.client.sessions.current({}))).code).toBe('session-ended')
    holder.token = session.token
    expect((await issue(holder)).request.state).toBe('active')
  })

  it('sends the code to the mail address if the person chooses it', async () => {
    const holder = await named('demo', agencyName)
    const { masked } = await holder.client.sessions.sendCode({ channel: 'mail' })
    expect(masked).toBe('de***@example.cn')
    const { rows } = await test.ra.services.store.messages({ text: '', after: null, limit: 1 })
    expect(rows[0]).toMatchObject({ channel: 'mail', to: 'demo@example.cn' })
    expect(rows[0]?.text).toContain('请勿告诉他人')
  })

  it('says so when no address is on record', async () => {
    const holder = holderAt(test.ra.url)
    expect((await login(holder, 'nowhere', '无处')).codeChannels).toEqual([])
    for (const channel of ['sms', 'mail'] as const)
      expect(await refusalOf(holder.client.sessions.sendCode({ channel }))).toEqual({
        code: 'contact-missing',
        params: { channel },
      })
  })

  it('answers an unknown user name and a wrong applicant name alike', async () => {
    const refusals = [
      await refusalOf(login(holderAt(test.ra.url), 'nobody-here', '李军')),
      await refusalOf(login(holderAt(test.ra.url), 'lijun', '李君')),
    ]
    expect(refusals[0]).toEqual({ code: 'names-wrong', params: { triesLeft: 4 } })
    expect(refusals[1]).toEqual(refusals[0])
  })

  it('ends after half an hour when the code never comes', async () => {
    const holder = await named('demo', agencyName)
    test.passTime(31 * MINUTE)
    expect((await refusalOf(holder.client.sessions.sendCode({ channel: 'sms' }))).code).toBe('session-ended')
  })

  it('stays bound to the client that began it', async () => {
    later()
    const clientId = 'client-0123456789'
    const { client } = holderAt(test.ra.url)
    const { captchaId } = await client.captcha.create({})
    const form = { userName: 'demo', applicantName: agencyName, clientId, captchaId, captchaAnswer }
    const { token } = await client.sessions.byName(form)
    const own = createRaClient({ url: test.ra.url, token: () => token, clientId })
    await own.sessions.sendCode({ channel: 'sms' })
    const code = await lastCode(test)
    const thief = createRaClient({ url: test.ra.url, token: () => token, clientId: 'client-of-a-thief' })
    expect((await refusalOf(thief.sessions.byCode({ code }))).code).toBe('session-ended')
    const full = await own.sessions.byCode({ code })
    const stolen = createRaClient({
      url: test.ra.url,
      token: () => full.token,
      clientId: 'client-of-a-thief',
    })
    expect((await refusalOf(stolen.requests.list({}))).code).toBe('session-ended')
  })
})

describe('the code of a login', () => {
  it('is valid once, for the session that asked for it, and for ten minutes', async () => {
    later()
    const [holder, other] = [
      await named('qingyun', '上海青云精密仪器有限公司'),
      await named('demo', agencyName),
    ]
    const twin = await named('qingyun', '上海青云精密仪器有限公司')
    await holder.client.sessions.sendCode({ channel: 'sms' })
    const code = await lastCode(test)
    for (const foreign of [other, twin])
      expect((await refusalOf(foreign.client.sessions.byCode({ code }))).code).toBe('code-stale')
    await twin.client.sessions.sendCode({ channel: 'sms' })
    const twins = await lastCode(test)
    if (twins !== code)
      expect((await refusalOf(twin.client.sessions.byCode({ code }))).code).toBe('code-wrong')
    test.passTime(10 * MINUTE)
    expect((await refusalOf(holder.client.sessions.byCode({ code }))).code).toBe('code-stale')
  })

  it('opens one session when it is given twice at once', async () => {
    later()
    const holder = await named('qingyun', '上海青云精密仪器有限公司')
    await holder.client.sessions.sendCode({ channel: 'sms' })
    const code = await lastCode(test)
    const both = await Promise.allSettled([1, 2, 3].map(() => holder.client.sessions.byCode({ code })))
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is replaced by the next one, which comes after a minute at the earliest', async () => {
    later()
    const holder = await named('lijun', '李军')
    const { sendCode, byCode } = holder.client.sessions
    await sendCode({ channel: 'sms' })
    const first = await lastCode(test)
    expect((await refusalOf(sendCode({ channel: 'mail' }))).code).toBe('code-too-soon')
    test.passTime(MINUTE)
    await sendCode({ channel: 'sms' })
    const second = await lastCode(test)
    if (first !== second) expect((await refusalOf(byCode({ code: first }))).code).toBe('code-wrong')
    expect((await byCode({ code: second })).scope).toBe('full')
  })

  it('is useless after five wrong tries, even when the sixth is right', async () => {
    later()
    const { sessions } = (await named('lijun', '李军')).client
    await sessions.sendCode({ channel: 'sms' })
    const code = await lastCode(test)
    for (const triesLeft of [4, 3, 2, 1, 0])
      expect(await refusalOf(sessions.byCode({ code: wrongFor(code) }))).toEqual({
        code: 'code-wrong',
        params: { triesLeft },
      })
    expect((await refusalOf(sessions.byCode({ code }))).code).toBe('code-stale')
  })

  it('cannot be guessed by opening session after session, because codes run out', async () => {
    const names = ['hailar', '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司'] as const
    const sendAnew = async () => (await named(...names)).client.sessions.sendCode({ channel: 'sms' })
    for (let i = 0; i < 5; i++) await sendAnew()
    expect(await refusalOf(sendAnew())).toMatchObject({ code: 'too-many-codes' })
    // Hour after hour, as a patient attacker would; the account itself has a limit for the day.
    const outcomes: string[] = []
    for (let hour = 0; hour < 5; hour++) {
      later()
      for (let i = 0; i < 5; i++)
        outcomes.push(
          await sendAnew().then(
            () => 'sent',
            (error: unknown) => raErrorOf(error)?.code ?? 'fault',
          ),
        )
    }
    expect(outcomes.filter((one) => one === 'sent')).toHaveLength(15)
    expect(outcomes.slice(15)).toEqual(Array.from({ length: 10 }, () => 'too-many-codes'))
    test.passTime(24 * 60 * MINUTE)
    await sendAnew()
  })

  it('is not asked of a session that is complete', async () => {
    later()
    const holder = await named('lijun', '李军')
    await holder.client.sessions.sendCode({ channel: 'sms' })
    holder.token = (await holder.client.sessions.byCode({ code: await lastCode(test) })).token
    const { sessions } = holder.client
    expect((await refusalOf(sessions.sendCode({ channel: 'sms' }))).code).toBe('code-stale')
    expect((await refusalOf(sessions.byCode({ code: '123456' }))).code).toBe('code-stale')
  })
})

describe('a session that waits for its code', () => {
  /** The procedures that anybody may call, and those that this session is for. */
  const open = [
    ...['info', 'captcha.create', 'sessions.byName', 'sessions.byPassword', 'sessions.identify'],
    ...['sessions.byIdentification', 'sessions.sendCode', 'sessions.byCode', 'sessions.current'],
    ...['sessions.close', 'operator.login', 'operator.logout'],
    // Whether a seal is revoked is told to anybody, as it is of a certificate.
    'seals.status',
    // Notices are for everybody, and who registers for them needs no account.
    ...['feed', 'subscriptions.add', 'subscriptions.remove'],
    // Who begins to be known, or has forgotten the password, has no session.
    ...['identity.rules', 'identity.passwordResets.open', 'identity.passwordResets.finish'],
  ]

  it('is refused by every other procedure of the contract', async () => {
    later()
    const holder = await named('wangfang', '王芳')
    const procedures: { name: string; method: string; path: string }[] = []
    traverseContractProcedures({ router: raContract, path: [] }, ({ contract, path }) => {
      const { method = 'POST', path: address = '' } = contract['~orpc'].route
      procedures.push({ name: path.join('.'), method, path: address })
    })
    expect(procedures.length).toBeGreaterThan(45)
    expect(open.filter((name) => !procedures.some((one) => one.name === name))).toEqual([])
    const answers: Record<string, string> = {}
    for (const { name, method, path } of procedures) {
      if (open.includes(name)) continue
      const { values, body } = inputs(name)
      const filled = path.replace(
        /\{(\w+)\}/g,
        (_, field: string) => values[field] ?? 'AAAAAAAAAAAAAAAAAAAAAA',
      )
      const query = method === 'GET' ? `?${new URLSearchParams({ ...body })}` : ''
      const answer = await fetch(`${test.ra.url}${raPathPrefix}${filled}${query}`, {
        method,
        headers: { authorization: `Bearer ${holder.token}`, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
      })
      const said = (await answer.json()) as { data?: { code?: string } }
      answers[name] = `${answer.status} ${said.data?.code}`
    }
    for (const [name, answer] of Object.entries(answers)) {
      // An operator's session is another kind, and this session is none.
      const ofDossier = name.startsWith('identity.dossiers.') && name !== 'identity.dossiers.open'
      const ofAccount = ofDossier ? '404 dossier-unknown' : '403 login-code-wanted'
      const refusal = name.startsWith('operator.') ? '401 session-ended' : ofAccount
      expect(`${name}: ${answer}`).toBe(`${name}: ${refusal}`)
    }
  })

  it('gets no access to the open requests of its own account', async () => {
    later()
    const owner = await named('wangfang', '王芳')
    await owner.client.sessions.sendCode({ channel: 'sms' })
    owner.token = (await owner.client.sessions.byCode({ code: await lastCode(test) })).token
    const { request } = await openRequest(owner)
    const { certificates } = await owner.client.certificates.list({})
    const { client } = await named('wangfang', '王芳')
    const requestId = request.id
    const serial = certificates[0]?.serial ?? ''
    for (const call of [
      () => client.requests.get({ requestId }),
      () => client.requests.abandon({ requestId }),
      () => client.certificates.get({ serial }),
      () => client.certificates.suspend({ serial }),
      () => client.certificates.revoke({ serial, reason: 'lost' }),
      () => client.tokens.list({}),
    ])
      expect((await refusalOf(call())).code).toBe('login-code-wanted')
  })
})

describe('payment at a real authority', () => {
  it('is not set up, so there is no page and no bank that believes everything', async () => {
    later()
    const holder = await named('wangfang', '王芳')
    await holder.client.sessions.sendCode({ channel: 'sms' })
    holder.token = (await holder.client.sessions.byCode({ code: await lastCode(test) })).token
    const { certificates } = await holder.client.certificates.list({})
    const active = certificates.find((one) => one.status === 'active' && one.usage === 'signature')
    const { request } = await openRequest(holder, {
      business: 'renew',
      previousSerial: active?.serial ?? '',
      application: {
        agreementAccepted: true,
        handler: {
          idType: 'resident-id',
          idNumber: '110105198804120040',
          name: '王芳',
          phone: '13800000002',
        },
      },
    })
    const orderId = request.order?.id ?? ''
    const { order, payUrl, payee } = await holder.client.orders.get({ orderId })
    expect([order.state, payUrl, payee]).toEqual(['unpaid', null, null])
    const invented = holder.client.orders.reportTransfers({
      orderId,
      transfers: [
        {
          payerAccount: '6222000000000000',
          payerName: '王芳',
          amountFen: order.totalFen,
          paidOn: new Date(test.ra.services.clock()).toISOString().slice(0, 10),
        },
      ],
    })
    expect((await refusalOf(invented)).code).toBe('payment-not-set-up')
    for (const [path, method] of [
      [`/pay/${orderId}?key=x`, 'GET'],
      [`/pay/${orderId}?key=x`, 'POST'],
      ['/pay/pay.css', 'GET'],
      ['/pay/notice', 'POST'],
    ] as const)
      expect(`${path} ${(await fetch(`${test.ra.url}${path}`, { method })).status}`).toBe(`${path} 404`)
    expect((await holder.client.orders.get({ orderId })).order.state).toBe('unpaid')

    const desk = holderAt(test.ra.url)
    desk.token = (
      await desk.client.operator.login({ name: 'operator', password: 'correct horse battery' })
    ).token
    const confirm = (client = desk.client, reference = 'B20261126-1') =>
      client.operator.confirmTransfer({ orderId, reference })
    expect((await refusalOf(confirm(holder.client))).code).toBe('session-ended')
    const paid = await confirm()
    expect(paid.order).toMatchObject({ state: 'paid', method: 'transfer' })
    expect((await confirm()).order.state).toBe('paid')
    expect((await refusalOf(confirm(desk.client, 'B20261126-2'))).code).toBe('order-closed')
  })
})
