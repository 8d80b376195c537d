import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seedDemoAccounts } from '../../../src/ra/seed/accounts.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { CodeWanted } from '../../../src/shared/models/index.ts'
import {
  captchaAnswer,
  demoHolder,
  given,
  type House,
  openHouse,
  openRa,
  removeFolder,
  temporary,
} from '../../house/issuance.ts'

const raFolder = temporary()
let ahead = 0
let ra: RunningRa
beforeAll(async () => {
  const clock = () => Date.now() + ahead
  ra = await openRa(raFolder, { embedded: false, passphrase: 'a real one', clock })
  await seedDemoAccounts(ra.services.store, Date.now())
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})

let home = ''
let house: House
beforeEach(async () => {
  ahead += 2 * 3_600_000
  home = temporary()
  house = await openHouse({ home, address: ra.url, clock: () => new Date(Date.now() + ahead) })
})
afterEach(async () => {
  await house.stop()
  removeFolder(home)
})

const codeSent = async (): Promise<string> => {
  const page = await ra.services.store.messages({ text: '验证码', after: null, limit: 1 })
  return /验证码 (\d{6})/.exec(page.rows[0]?.text ?? '')?.[1] ?? ''
}
const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000')
const waiting = (): CodeWanted => {
  const state = house.account.state()
  if (state.state !== 'code-wanted') throw new Error(`it is ${state.state}`)
  return state
}
const stored = (): string => {
  try {
    return readFileSync(join(home, 'account.json'), 'utf8')
  } catch {
    return ''
  }
}

describe('a login by names at a real authority', () => {
  it('has a code sent at once and says where it went, masked', async () => {
    await house.login()
    expect(waiting()).toMatchObject({
      ...demoHolder,
      sent: { channel: 'sms', masked: '138****0002' },
      problem: null,
    })
    const wait = Date.parse(waiting().sent?.againAt ?? '') - Date.now() - ahead
    expect(wait).toBeGreaterThan(50_000)
    expect(wait).toBeLessThan(70_000)
    expect(JSON.stringify(waiting())).not.toContain('13800000002')
  })

  it('is complete with the code, is kept, and can have a certificate issued', async () => {
    await house.login()
    await house.account.enterCode(await codeSent())
    expect(house.account.state()).toMatchObject({ state: 'signed-in', ...demoHolder })
    expect(stored()).toContain('"token"')
    const id = await house.issuance.start({ target: { kind: 'soft' }, ...given() })
    expect((await house.rest(id.transactionId)).state).toBe('done')
  })

  it('may do no business until then, says so in the words of the catalogue, and is not written down', async () => {
    await house.login()
    const { requests } = house.authority.client()
    await expect(requests.list({})).rejects.toMatchObject({ code: 'login-code-wanted' })
    const start = async () => house.issuance.start({ target: { kind: 'soft' }, ...given() })
    await expect(start()).rejects.toMatchObject({ code: 'login-code-wanted' })
    expect(waiting().state).toBe('code-wanted')
    expect(stored()).not.toContain('"token"')
  })

  it('goes on after a wrong code, and recognises a stale one', async () => {
    await house.login()
    const code = await codeSent()
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const wrong = house.account.enterCode(wrongFor(code))
      await expect(wrong).rejects.toMatchObject({ code: 'login-code-wrong', params: { triesLeft } })
    }
    await expect(house.account.enterCode(code)).rejects.toMatchObject({ code: 'login-code-stale' })
    const soon = house.account.sendCode('mail')
    await expect(soon).rejects.toMatchObject({ code: 'unlock-code-too-soon' })
    ahead += 60_000
    await house.account.sendCode('mail')
    expect(waiting().sent).toMatchObject({ channel: 'mail', masked: 'wa***@example.cn' })
    await house.account.enterCode(await codeSent())
    expect(house.account.state().state).toBe('signed-in')
  })

  it('says why no code was sent, and can still have one sent later', async () => {
    const names = { userName: 'lijun', applicantName: '李军' }
    for (let i = 0; i < 6; i++) await house.login(names)
    expect(waiting().sent).toBeNull()
    expect(waiting().problem).toMatchObject({ code: 'login-codes-used-up', params: { minutes: 60 } })
    ahead += 61 * 60_000
    await house.login(names)
    expect(waiting().problem).toBeNull()
  })

  it('is given up when the person goes back', async () => {
    await house.login()
    const code = await codeSent()
    await house.account.logout()
    expect(house.account.state()).toEqual({ state: 'signed-out' })
    await expect(house.account.enterCode(code)).rejects.toMatchObject({ code: 'login-needed' })
  })

  it('does not say which of the two names is wrong', async () => {
    for (const names of [
      { userName: 'nobody-here', applicantName: '王芳' },
      { userName: 'wangfang', applicantName: '王方' },
    ]) {
      const { id } = await house.account.captcha()
      const attempt = house.account.login({ ...names, captcha: captchaAnswer, captchaId: id })
      await expect(attempt).rejects.toMatchObject({ code: 'login-names-wrong', params: { triesLeft: 4 } })
    }
    expect(house.account.state()).toEqual({ state: 'signed-out' })
  })
})
