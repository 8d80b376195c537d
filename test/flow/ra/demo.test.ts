import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, yearsLater } from '../../../src/ra/clock.ts'
import { seedDemo } from '../../../src/ra/demo.ts'
import { startRa } from '../../../src/ra/server.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'demo-'))
let ra: Awaited<ReturnType<typeof startRa>>
let counts: Awaited<ReturnType<typeof seedDemo>>
beforeAll(async () => {
  counts = await seedDemo(dataDir, undefined)
  ra = await startRa({ dataDir, embedded: true })
})
afterAll(async () => {
  await ra.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const of = async (userName: string) => {
  const { store } = ra.services
  const account = await store.accountByUserName(userName)
  if (account === null) throw new Error(`there is no ${userName}`)
  const [certificates, requests] = [
    await store.certificatesOf(account.id),
    await store.requestsOf(account.id),
  ]
  const [renewal] = requests.filter(({ business }) => business === 'renew')
  return { account, certificates, requests, renewal }
}
const daysUntil = (time: number): number => (time - Date.now()) / DAY
const aYearAfter40Days = daysUntil(yearsLater(Date.now() - 40 * DAY, 1))
/** A year that began a year before that day; a leap day may lie in one of the two. */
const about = (days: number) => daysUntil(yearsLater(yearsLater(Date.now() + days * DAY, -1), 1))

describe('the accounts of the demonstration', () => {
  it('are ten, each with a pair of certificates, and a renewal in five', async () => {
    expect(counts).toEqual({ accounts: 10, certificates: 20, requests: 15 })
    for (const name of ['demo', 'wangfang', 'lijun']) {
      const { certificates, requests } = await of(name)
      expect([certificates.length, requests.map(({ state }) => state)]).toEqual([2, ['active']])
    }
  })

  it.each([
    ['that ends tomorrow', 'demo', 'active', about(1.5)],
    ['that began 40 days ago', 'wangfang', 'active', aYearAfter40Days],
    ['that has ended', 'ouyang', 'active', about(-3)],
    ['that is revoked', 'lijun', 'revoked', aYearAfter40Days],
    ['that is suspended', 'fanyu1998', 'suspended', aYearAfter40Days],
    ['that is renewed by hailar', 'hailar', 'active', about(20)],
    ['that is renewed by qingyun', 'qingyun', 'active', about(20)],
    ['that is renewed by gusu', 'gusu', 'active', about(20)],
    ['that is renewed by yuecheng', 'yuecheng', 'active', about(20)],
    ['whose renewal was abandoned', 'rongjiang', 'active', about(20)],
  ])('show a certificate each: one %s', async (_, name, status, days) => {
    const { certificates } = await of(name)
    expect(certificates.map((one) => one.status)).toEqual([status, status])
    for (const { notAfter } of certificates) expect(daysUntil(notAfter)).toBeCloseTo(days, 1)
  })

  it.each([
    ['hailar', 'awaiting-review'],
    ['qingyun', 'awaiting-payment'],
    ['gusu', 'awaiting-correction'],
    ['yuecheng', 'ready'],
    ['rongjiang', 'abandoned'],
  ])('show a renewal each: that of %s is %s', async (name, state) => {
    const { renewal } = await of(name)
    expect(renewal?.state).toBe(state)
  })
})

describe('the demonstration', () => {
  const own = mkdtempSync(join(tmpdir(), 'demo-again-'))
  afterAll(() => rmSync(own, { recursive: true, force: true }))

  it('comes once, however often it is asked for', async () => {
    const first = await seedDemo(own, undefined)
    expect(await seedDemo(own, undefined)).toEqual(first)
  })
})
