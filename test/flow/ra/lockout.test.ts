import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword, seedDemoAccounts } from '../../../src/ra/seed/accounts.ts'
import type { RaClient, RaSession } from '../../../src/shared/ra-contract/index.ts'
import { clientAt } from './addresses.ts'
import { agencyName, lastCode, refusalOf, startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer } from './holder.ts'

const MINUTE = 60_000
const home = '127.0.0.1'
const device = 'the-device-of-the-owner-0001'

async function solved(client: RaClient) {
  const { captchaId } = await client.captcha.create({})
  return { captchaId, captchaAnswer }
}

type Names = readonly [userName: string, applicantName: string]

async function byName(client: RaClient, [userName, applicantName]: Names, clientId?: string) {
  const form = { userName, applicantName, ...(await solved(client)) }
  return client.sessions.byName(clientId === undefined ? form : { ...form, clientId })
}

async function byPhone(client: RaClient, login: string, password: string, clientId?: string) {
  const form = { loginKind: 'phone' as const, login, password, ...(await solved(client)) }
  return client.sessions.byPassword(clientId === undefined ? form : { ...form, clientId })
}

/** So many wrong answers, four from each address, as many attackers give them; then the account is paused for all. */
async function attack(url: string, wrong: (client: RaClient) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < 50; i++)
    await wrong(clientAt(url, `127.0.1.${1 + Math.floor(i / 4)}`)).catch(() => undefined)
  expect((await refusalOf(wrong(clientAt(url, '127.0.2.1')))).code).toBe('account-paused')
}

describe('an account that strangers guess at from everywhere', () => {
  let test: TestRa
  beforeAll(async () => {
    test = await startTestRa()
  })
  afterAll(() => test.end())
  const at = (address: string) => clientAt(test.ra.url, address)

  it('is open to its owner on the device of the last login, and to nobody else', async () => {
    const names = ['lijun', '李军'] as const
    await byName(at(home), names, device)
    await attack(test.ra.url, (client) => byName(client, ['lijun', '李君']))
    expect((await byName(at(home), names, device)).scope).toBe('full')
    expect((await byName(at('127.0.3.1'), names, device)).scope).toBe('full')
    for (const clientId of [undefined, 'a-device-that-nobody-knows'])
      expect((await refusalOf(byName(at(home), names, clientId))).code).toBe('account-paused')
  })

  it('is open to the password of its owner, too, and a thief of the text has five guesses', async () => {
    const [phone, clientId] = ['13800000002', 'the-device-of-the-owner-0002']
    await byPhone(at(home), phone, demoPassword, clientId)
    await attack(test.ra.url, (client) => byPhone(client, phone, 'wrong'))
    expect((await byPhone(at(home), phone, demoPassword, clientId)).account.userName).toBe('wangfang')
    const left = []
    for (let i = 0; i < 5; i++) left.push(await refusalOf(byPhone(at('127.0.4.1'), phone, `${i}`, clientId)))
    expect(left.map(({ params }) => params.triesLeft ?? 0)).toEqual([4, 3, 2, 1, 0])
    const right = byPhone(at('127.0.4.1'), phone, demoPassword, clientId)
    expect((await refusalOf(right)).code).toBe('account-paused')
  })

  it('is not helped by the device of a person who acts for it', async () => {
    const clientId = 'the-device-of-a-handler-001'
    const client = at(home)
    const form = { loginKind: 'handler' as const, login: '13800000006', password: demoPassword, clientId }
    await client.sessions.byPassword({ ...form, ...(await solved(client)) })
    const names = ['qingyun', '上海青云精密仪器有限公司'] as const
    await attack(test.ra.url, (stranger) => byName(stranger, ['qingyun', '上海']))
    expect((await refusalOf(byName(client, names, clientId))).code).toBe('account-paused')
  })

  it('cannot be shut out at the address of its owner by a user name that names both', async () => {
    for (const name of ['ouyang @ 127.0.0.1', 'ouyang","127.0.0.1'])
      for (let i = 0; i < 6; i++)
        await refusalOf(byName(at(`127.0.5.${1 + Math.floor(i / 3)}`), [name, '欧阳']))
    expect((await refusalOf(byName(at(home), ['ouyang', '欧阳']))).params).toEqual({ triesLeft: 4 })
  })
})

describe('an account at a real authority', () => {
  let test: TestRa
  let session: RaSession | null = null
  const names = ['demo', agencyName] as const
  beforeAll(async () => {
    test = await startTestRa({ embedded: false, passphrase: 'a real one' })
    await seedDemoAccounts(test.ra.services.store, Date.now())
  })
  afterAll(() => test.end())

  /** The first half of a login: a code is sent; the second gives it back. */
  const ask = async (address: string, clientId: string) => {
    session = await byName(clientAt(test.ra.url, address), names, clientId)
    await speaking(address, clientId).sessions.sendCode({ channel: 'sms' })
  }
  const answer = async (address: string, clientId: string) =>
    speaking(address, clientId).sessions.byCode({ code: await lastCode(test) })
  const speaking = (address: string, clientId: string) =>
    clientAt(test.ra.url, address, () => session?.token ?? null, clientId)

  it('knows a device by the code, and not by names, which everybody knows', async () => {
    await ask(home, device)
    expect((await answer(home, device)).scope).toBe('full')
    test.passTime(61 * MINUTE)
    const stranger = 'the-device-of-a-stranger-01'
    // One of the twenty of this day was the owner's own.
    for (let i = 0; i < 19; i++) await ask(`127.0.1.${1 + Math.floor(i / 4)}`, stranger)
    expect((await refusalOf(ask('127.0.2.1', stranger))).code).toBe('too-many-codes')
    await ask(home, device)
    expect((await answer(home, device)).scope).toBe('full')
  })
})

describe('an operator', () => {
  let test: TestRa
  let right: string
  beforeAll(async () => {
    test = await startTestRa()
    right = /^auditor (\S+)$/m.exec(readFileSync(join(test.dataDir, 'operators.txt'), 'utf8'))?.[1] ?? ''
  })
  afterAll(() => test.end())
  const at = (address: string) => clientAt(test.ra.url, address)
  const logIn = (client: RaClient, password: string, more: object = {}) =>
    client.operator.login({ name: 'auditor', password, ...more })
  const withCaptcha = async (client: RaClient, password: string, more: object = {}) =>
    logIn(client, password, { ...(await solved(client)), ...more })

  it('is asked for a captcha from the third try on, and the right password opens nothing without', async () => {
    const client = at('127.0.0.2')
    expect((await refusalOf(logIn(client, 'wrong'))).params).toEqual({ triesLeft: 4 })
    expect((await refusalOf(logIn(client, 'wrong'))).params).toEqual({ triesLeft: 3 })
    for (const password of ['wrong', right, 'wrong'])
      expect(await refusalOf(logIn(client, password))).toEqual({ code: 'captcha-wanted', params: {} })
    expect((await refusalOf(withCaptcha(client, 'wrong'))).params).toEqual({ triesLeft: 2 })
    expect((await withCaptcha(client, right)).name).toBe('auditor')
    expect((await refusalOf(logIn(client, 'wrong'))).params).toEqual({ triesLeft: 4 })
  })

  it('that answers a captcha wrongly is told so, and the password is not looked at', async () => {
    const client = at('127.0.0.3')
    for (const password of ['wrong', right]) {
      const { captchaId } = await client.captcha.create({})
      const asked = logIn(client, password, { captchaId, captchaAnswer: 'WRONG' })
      expect((await refusalOf(asked)).code).toBe('captcha-wrong')
      expect((await refusalOf(logIn(client, password, { captchaId, captchaAnswer }))).code).toBe(
        'captcha-stale',
      )
      expect((await refusalOf(logIn(client, password, { captchaId }))).code).toBe('captcha-stale')
    }
  })

  it('is paused at the address of the wrong ones alone', async () => {
    const client = at('127.0.0.4')
    for (let i = 0; i < 4; i++) await refusalOf(withCaptcha(client, 'wrong'))
    expect((await refusalOf(withCaptcha(client, 'wrong'))).code).toBe('account-paused')
    expect((await refusalOf(withCaptcha(client, right))).code).toBe('account-paused')
    expect((await logIn(at(home), right)).name).toBe('auditor')
  })

  it('is let through on the device of the last login, without a captcha, whatever strangers do', async () => {
    await withCaptcha(at(home), right, { clientId: device })
    await attack(test.ra.url, (client) => withCaptcha(client, 'wrong'))
    expect((await logIn(at(home), right, { clientId: device })).name).toBe('auditor')
    expect((await refusalOf(withCaptcha(at(home), right))).code).toBe('account-paused')
  })
})
