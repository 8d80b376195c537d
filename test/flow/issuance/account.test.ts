import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAccounts } from '../../../src/main/account/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { AccountAtIssuer } from '../../../src/shared/models/index.ts'
import {
  captchaAnswer,
  demoHolder,
  demoIssuer,
  type House,
  openHouse,
  openRa,
  removeFolder,
  temporary,
} from '../../house/issuance.ts'

const raFolder = temporary()
let ra: RunningRa
beforeAll(async () => {
  ra = await openRa(raFolder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})

let home = ''
let house: House
let now = () => new Date()
const open = async (issuerId?: string) => {
  const issuers = [demoIssuer(ra.url, issuerId ? { id: issuerId } : {})]
  house = await openHouse({ home, address: ra.url, clock: () => now(), issuers })
}
beforeEach(async () => {
  home = temporary()
  now = () => new Date()
  await open()
})
afterEach(async () => {
  await house.stop()
  removeFolder(home)
})

const file = () => join(home, 'account.json')
const attempt = async (change: Partial<{ userName: string; applicantName: string; captcha: string }>) => {
  const { id } = await house.account.captcha()
  return house.account.login({ ...demoHolder, captcha: captchaAnswer, captchaId: id, ...change })
}

describe('the login', () => {
  it('of a second person does not end that of the first, and the last used person acts, also after a restart', async () => {
    const lijun = { userName: 'lijun', applicantName: '李军' } as const
    const named = async () => {
      const { account } = await house.authority.client().sessions.current({})
      return account.userName
    }
    await house.login()
    await house.login(lijun)
    expect(await named()).toBe('lijun')
    house.account.actAs(demoHolder.userName)
    expect(await named()).toBe('wangfang')
    await house.stop()
    await open()
    expect(await named()).toBe('wangfang')
    expect(await house.account.clientOf('lijun').sessions.current({})).toMatchObject({
      account: { userName: 'lijun' },
    })
    await house.account.logout('wangfang')
    expect(house.account.state()).toMatchObject({ state: 'signed-in', ...lijun })
    expect(await named()).toBe('lijun')
  })

  it('shows who is logged in, masked, and for how long', async () => {
    const state = await house.login()
    expect(state).toMatchObject({ state: 'signed-in', ...demoHolder, kind: 'person' })
    if (state.state !== 'signed-in') throw new Error('not signed in')
    expect(state.identity).toContain('*')
    expect(Date.parse(state.expiresAt)).toBeGreaterThan(Date.now())
  })

  it('offers a picture and the same question in words', async () => {
    const captcha = await house.account.captcha()
    expect(captcha.picture).toMatch(/^<svg/)
    expect(captcha.question).toBeTruthy()
  })

  it('says which thing to check and how many tries are left', async () => {
    await expect(attempt({ captcha: 'no' })).rejects.toMatchObject({ code: 'captcha-wrong' })
    await expect(attempt({ userName: 'nobody-here' })).rejects.toMatchObject({ code: 'account-unknown' })
    const wrongName = attempt({ applicantName: '王方' })
    await expect(wrongName).rejects.toMatchObject({
      code: 'applicant-name-wrong',
      params: { triesLeft: expect.any(Number) },
    })
    expect(house.account.state()).toEqual({ state: 'signed-out' })
  })

  it('is kept until the next start, in a file that only its owner can read', async () => {
    await house.login()
    expect(statSync(file()).mode & 0o077).toBe(0)
    await house.stop()
    await open()
    expect(house.account.state()).toMatchObject({ state: 'signed-in', ...demoHolder })
    await house.account.refresh()
    await expect(house.authority.client().requests.list({})).resolves.toBeTruthy()
  })

  it('is valid only on the installation where it was made', async () => {
    await house.login()
    const copied = JSON.parse(readFileSync(file(), 'utf8'))
    await house.stop()
    writeFileSync(file(), JSON.stringify({ ...copied, clientId: 'a-client-on-another-machine' }))
    await open()
    await house.account.refresh()
    expect(house.account.state()).toEqual({ state: 'signed-out' })
  })

  it('shows each authority a different text of this device, the same one at every login', async () => {
    await house.login()
    const here = house.account.deviceId()
    expect(here).toMatch(/^[A-Za-z0-9_-]{16,64}$/)
    expect(readFileSync(file(), 'utf8')).not.toContain(here)
    await house.stop()
    await open('another')
    const there = house.account.deviceId()
    await house.stop()
    await open()
    expect(house.account.deviceId()).toBe(here)
    expect(there).not.toBe(here)
  })

  it('succeeds on this device while strangers have caused a pause of the account', async () => {
    const names = { userName: 'lijun', applicantName: '李军' }
    await attempt(names)
    await house.account.logout()
    const { store, clock } = ra.services
    const strangers = { name: 'name lijun', network: '127.0.0.1', device: null, captcha: true, now: clock() }
    for (let i = 0; i < 5; i++) await store.countWrong(strangers).catch(() => null)
    await house.stop()
    await open()
    await attempt(names)
    expect(house.account.state()).toMatchObject({ state: 'signed-in', ...names })
    const { id: captchaId } = await house.account.captcha()
    const elsewhere = house.authority.client().sessions.byName({ ...names, captchaId, captchaAnswer })
    await expect(elsewhere).rejects.toMatchObject({ code: 'account-locked' })
  })

  it('is not used at another authority', async () => {
    await house.login()
    await house.stop()
    await open('another')
    expect(house.account.state()).toEqual({ state: 'signed-out' })
  })

  it('ends when its time is over', async () => {
    await house.login()
    await house.stop()
    now = () => new Date(Date.now() + 30 * 86_400_000)
    await open()
    expect(house.account.state()).toEqual({ state: 'signed-out' })
  })

  it('ends when the authority says so', async () => {
    const changes: (readonly AccountAtIssuer[])[] = []
    const others = createAccounts({
      authorities: house.authorities,
      store: join(home, 'other.json'),
      isKnown: () => true,
      clock: () => new Date(),
      changed: (accounts) => changes.push(accounts),
    })
    const other = others.of('demo')
    const { id } = await other.captcha()
    await other.login({ ...demoHolder, captchaId: id, captcha: captchaAnswer })
    await house.authority.client().sessions.close({})
    await expect(house.authority.client().requests.list({})).rejects.toMatchObject({ code: 'login-expired' })
    expect(changes.map((all) => all.map(({ account }) => account.state))).toEqual([['signed-in'], []])
    expect(JSON.parse(readFileSync(join(home, 'other.json'), 'utf8')).sessions).toEqual([])
    others.stop()
  })

  it('is forgotten here when the person logs out, even without a network', async () => {
    await house.login()
    const token = JSON.parse(readFileSync(file(), 'utf8')).sessions[0].token as string
    await house.stop()
    house = await openHouse({ home, address: 'http://127.0.0.1:1' })
    expect(house.account.state().state).toBe('signed-in')
    await house.account.logout()
    expect(house.account.state()).toEqual({ state: 'signed-out' })
    expect(readFileSync(file(), 'utf8')).not.toContain(token)
  })

  it('is forgotten here even if the authority does not answer', async () => {
    await house.login()
    await house.stop()
    const asked: ServerResponse[] = []
    const silent = createServer((_request, answer) => void asked.push(answer)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    house = await openHouse({ home, address: `http://127.0.0.1:${port}` })
    await house.account.logout()
    expect(house.account.state()).toEqual({ state: 'signed-out' })
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter(({ destroyed }) => destroyed)).toEqual([])
    silent.closeAllConnections()
    silent.close()
  })

  it('of a file of 0.1, which knew only one session, is kept', async () => {
    await house.login()
    await house.stop()
    const { clientId, sessions } = JSON.parse(readFileSync(file(), 'utf8'))
    writeFileSync(file(), JSON.stringify({ format: 1, clientId, session: sessions[0] }))
    await open()
    expect(house.account.state()).toMatchObject({ state: 'signed-in', ...demoHolder })
    await expect(house.authority.client().requests.list({})).resolves.toBeTruthy()
  })

  it('of a later version that this one does not understand does not affect the others', async () => {
    await house.login()
    await house.stop()
    const kept = JSON.parse(readFileSync(file(), 'utf8'))
    const strange = { issuerId: 'demo', token: 'x', account: { state: 'by-face' } }
    writeFileSync(file(), JSON.stringify({ ...kept, more: 1, sessions: [strange, ...kept.sessions] }))
    await open()
    expect(house.account.state()).toMatchObject({ state: 'signed-in', ...demoHolder })
  })

  it('starts signed out from a file that cannot be read', async () => {
    await house.stop()
    writeFileSync(file(), '{"format": 1, "clientId"')
    await open()
    expect(house.account.state()).toEqual({ state: 'signed-out' })
    expect((await house.login()).state).toBe('signed-in')
  })
})
