import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAccounts, demoPassword } from '../../../src/ra/seed/accounts.ts'
import { createRaClient } from '../../../src/shared/ra-contract/client.ts'
import { agency, agencyName, lastCode, refusalOf, startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer, holderAt, issue, login, openRequest } from './holder.ts'

let test: TestRa
const MINUTE = 60_000

beforeAll(async () => {
  test = await startTestRa()
})
afterAll(() => test.end())

async function solved(client = holderAt(test.ra.url).client) {
  const { captchaId } = await client.captcha.create({})
  return { captchaId, captchaAnswer }
}

describe('the captcha', () => {
  it('is a picture without the answer in it, and a question in words', async () => {
    const { svg, question } = await holderAt(test.ra.url).client.captcha.create({})
    expect(svg).toMatch(/^<svg /)
    expect(svg).not.toContain(captchaAnswer)
    expect(svg).not.toContain('<text')
    expect(question.zh).toMatch(/请用数字回答。$/)
  })

  it('accepts one answer only', async () => {
    const { client } = holderAt(test.ra.url)
    const captcha = await solved(client)
    const form = { userName: 'demo', applicantName: agencyName, ...captcha }
    await client.sessions.byName(form)
    expect((await refusalOf(client.sessions.byName(form))).code).toBe('captcha-stale')
  })

  it('tells a wrong answer from a late one, and reveals nothing about the account in either case', async () => {
    const { client } = holderAt(test.ra.url)
    const wrong = { ...(await solved(client)), captchaAnswer: 'WRONG' }
    const form = { userName: 'nobody', applicantName: 'nobody' }
    expect((await refusalOf(client.sessions.byName({ ...form, ...wrong }))).code).toBe('captcha-wrong')
    const late = await solved(client)
    test.passTime(6 * MINUTE)
    expect((await refusalOf(client.sessions.byName({ ...form, ...late }))).code).toBe('captcha-stale')
  })
})

describe('a login by user name and applicant name', () => {
  it('accepts names as people copy them from a mail', async () => {
    const session = await login(holderAt(test.ra.url), ' demo ', '北京示例知识产权代理\u3000有限公司 ')
    expect(session.account).toMatchObject({ userName: 'demo', kind: 'agency', maskedPhone: '138****0001' })
  })

  it('says which of the two is wrong and how many tries are left', async () => {
    const holder = holderAt(test.ra.url)
    expect(await refusalOf(login(holder, 'qingyun', '上海青云'))).toEqual({
      code: 'applicant-name-wrong',
      params: { triesLeft: 4 },
    })
    expect(await refusalOf(login(holder, 'nobody', agencyName))).toEqual({
      code: 'account-unknown',
      params: { triesLeft: 4 },
    })
  })

  it('pauses longer and longer, and forgets all tries after a right answer', async () => {
    const holder = holderAt(test.ra.url)
    const wrong = () => refusalOf(login(holder, 'lijun', '李君'))
    for (const left of [4, 3, 2, 1]) expect((await wrong()).params.triesLeft).toBe(left)
    expect(await wrong()).toMatchObject({ code: 'account-paused', params: { seconds: 60 } })
    expect((await refusalOf(login(holder, 'lijun', '李军'))).code).toBe('account-paused')
    test.passTime(MINUTE)
    for (let i = 0; i < 4; i++) await wrong()
    expect((await wrong()).params.seconds).toBe(300)
    test.passTime(5 * MINUTE)
    await login(holder, 'lijun', '李军')
    expect((await wrong()).params.triesLeft).toBe(4)
  })
})

describe('tries', () => {
  it('are all counted when they come at the same time', async () => {
    const wrong = () => refusalOf(login(holderAt(test.ra.url), 'hailar', '海拉尔'))
    const refusals = await Promise.all(Array.from({ length: 5 }, wrong))
    expect(refusals.map((one) => one.code).sort()).toEqual([
      'account-paused',
      ...Array.from({ length: 4 }, () => 'applicant-name-wrong'),
    ])
  })
})

describe('tries of a password', () => {
  const attempt = async (login: string, password: string) => {
    const { client } = holderAt(test.ra.url)
    const form = { loginKind: 'id-number' as const, login, password, ...(await solved(client)) }
    return client.sessions.byPassword(form)
  }

  it('are counted together however the login is spelled', async () => {
    const spellings = [
      '110108198512020038',
      '１10108198512020038',
      '110108198512020０38',
      '11010819851202003８',
    ]
    const left = []
    for (const login of spellings) left.push((await refusalOf(attempt(login, 'wrong'))).params.triesLeft)
    expect(left).toEqual([4, 3, 2, 1])
  })

  it('from one network of IPv6 are counted together, however its addresses are spelled', async () => {
    const { tries } = test.ra.services
    const wrong = (address: string) => tries.wrong('at home', { address, device: null, captcha: true })
    const spellings = ['2001:db8::1', '2001:db8:0:0:5::9', '2001:db8::ffff:0:0:2', '2001:db8:0:0:1:2:3:4']
    for (const [index, address] of spellings.entries()) expect(await wrong(address)).toBe(4 - index)
    expect(await wrong('2001:db8:0:1::1')).toBe(4)
  })

  it('shut nobody out for long when the clock was wrong', async () => {
    const login = '110108199001010015'
    test.passTime(365 * 24 * 60 * MINUTE)
    for (let i = 0; i < 5; i++) await refusalOf(attempt(login, 'wrong'))
    test.passTime(-365 * 24 * 60 * MINUTE)
    expect((await refusalOf(attempt(login, 'wrong'))).code).toBe('password-wrong')
  })
})

describe('a login by password', () => {
  const logins = [
    ['phone', '13800000002', 'wangfang'],
    ['id-number', '31011519760822311x', 'lijun'],
    ['credit-code', '91310115ma1qy2n69m', 'qingyun'],
    ['handler', '13800000006', 'qingyun'],
    ['legacy', 'fanyu1998', 'fanyu1998'],
  ] as const

  it.each(logins)('by %s %s opens the session of %s', async (loginKind, loginName, userName) => {
    const { client } = holderAt(test.ra.url)
    const session = await client.sessions.byPassword({
      loginKind,
      login: loginName,
      password: demoPassword,
      ...(await solved(client)),
    })
    expect(session.account.userName).toBe(userName)
    expect(session.handler).toEqual(loginKind === 'handler' ? { name: '李军' } : null)
  })

  it('answers a wrong password and an unknown login alike', async () => {
    const { client } = holderAt(test.ra.url)
    for (const name of ['13800000002', '13999999999']) {
      const form = { loginKind: 'phone' as const, login: name, password: 'wrong', ...(await solved(client)) }
      expect(await refusalOf(client.sessions.byPassword(form))).toEqual({
        code: 'password-wrong',
        params: { triesLeft: 4 },
      })
    }
  })

  it('treats quotes and wildcards as plain characters', async () => {
    const { client } = holderAt(test.ra.url)
    for (const name of ["' OR 1=1 --", '%', '1380000000_', '"; DROP TABLE accounts; --']) {
      const form = {
        loginKind: 'phone' as const,
        login: name,
        password: demoPassword,
        ...(await solved(client)),
      }
      expect((await refusalOf(client.sessions.byPassword(form))).code).toBe('password-wrong')
    }
    expect(await test.ra.services.store.countAccounts()).toBe(demoAccounts.length)
  })
})

describe('a session', () => {
  it('ends after a while or by logging out', async () => {
    const holder = await agency(test.ra.url)
    expect((await holder.client.sessions.current({})).account.userName).toBe('demo')
    await holder.client.sessions.close({})
    expect((await refusalOf(holder.client.sessions.current({}))).code).toBe('session-ended')
    await login(holder, 'demo', agencyName)
    test.passTime(121 * MINUTE)
    expect((await refusalOf(holder.client.sessions.current({}))).code).toBe('session-ended')
    holder.token = null
    expect((await refusalOf(holder.client.sessions.current({}))).code).toBe('session-missing')
  })

  it('is useless to any client but the one that it was opened for', async () => {
    const clientId = 'client-0123456789'
    const { client } = holderAt(test.ra.url)
    const form = { userName: 'demo', applicantName: agencyName, clientId, ...(await solved(client)) }
    const { token } = await client.sessions.byName(form)
    const own = createRaClient({ url: test.ra.url, token: () => token, clientId })
    expect((await own.sessions.current({})).account.userName).toBe('demo')
    for (const other of [
      holderAt(test.ra.url, token).client,
      createRaClient({ url: test.ra.url, token: () => token, clientId: 'client-of-a-thief' }),
    ]) {
      expect((await refusalOf(other.sessions.current({}))).code).toBe('session-ended')
    }
  })

  it('is stored only as a hash', async () => {
    const holder = await agency(test.ra.url)
    expect(await test.ra.services.store.caller(holder.token ?? '')).toBeNull()
  })
})

describe('identification by the reserved phone number', () => {
  it('opens a session that may unlock, suspend and replace, and nothing else', async () => {
    const owner = await agency(test.ra.url)
    await issue(owner, { serial: 'KEY-77' })
    const holder = holderAt(test.ra.url)
    const { identificationId, maskedPhone } = await holder.client.sessions.identify({
      phone: '13800000001',
      tokenSerial: 'KEY-77',
      ...(await solved(holder.client)),
    })
    expect(maskedPhone).toBe('138****0001')
    const code = await lastCode(test)
    const wrong = code === '000000' ? '000001' : '000000'
    const attempt = (digits: string) =>
      holder.client.sessions.byIdentification({ identificationId, code: digits })
    expect(await refusalOf(attempt(wrong))).toEqual({ code: 'code-wrong', params: { triesLeft: 4 } })
    const session = await attempt(code)
    expect(session.scope).toBe('identified')
    holder.token = session.token
    expect((await refusalOf(attempt(code))).code).toBe('code-stale')
    expect((await refusalOf(openRequest(holder))).code).toBe('session-too-narrow')
    const { certificates } = await holder.client.certificates.list({})
    const serial = certificates.find((one) => one.status === 'active')?.serial ?? ''
    const revoking = holder.client.certificates.revoke({ serial, reason: 'lost' })
    expect((await refusalOf(revoking)).code).toBe('session-too-narrow')
    const suspended = await holder.client.certificates.suspend({ serial })
    expect(suspended.certificates.map((one) => one.status)).toEqual(['suspended', 'suspended'])
    const resumed = await owner.client.certificates.resume({ serial })
    expect(resumed.certificates.map((one) => one.status)).toEqual(['active', 'active'])
  })

  it('opens nothing for an account that was closed after the code was sent', async () => {
    const { store } = test.ra.services
    const account = await store.accountByUserName('lijun')
    if (account === null) throw new Error('nobody of this name')
    const token = { kind: 'ukey', vendor: '示例', serial: 'KEY-OF-THE-CLOSED' } as const
    await store.registerToken({ ...token, accountId: account.id, unlockSecret: null }, 0)
    const { client } = holderAt(test.ra.url)
    const { identificationId } = await client.sessions.identify({
      ...{ phone: account.phone ?? '', tokenSerial: token.serial },
      ...(await solved(client)),
    })
    const code = await lastCode(test)
    await store.addAccount({ ...account, closed: true })
    const redeeming = client.sessions.byIdentification({ identificationId, code })
    expect((await refusalOf(redeeming)).code).toBe('account-closed')
    await store.addAccount(account)
  })

  it('sends nothing to any but the reserved number, and not twice in a minute', async () => {
    const { client } = holderAt(test.ra.url)
    const identify = async (phone: string) =>
      client.sessions.identify({ phone, tokenSerial: 'KEY-77', ...(await solved(client)) })
    expect((await refusalOf(identify('13800000002'))).code).toBe('phone-differs')
    test.passTime(2 * MINUTE)
    const messages = async () =>
      (await test.ra.services.store.messages({ text: '13800000001', after: null, limit: 50 })).rows.length
    const before = await messages()
    const both = await Promise.allSettled([1, 2].map(() => identify('13800000001')))
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await refusalOf(identify('13800000001'))).code).toBe('code-too-soon')
    expect(await messages()).toBe(before + 1)
  })
})
