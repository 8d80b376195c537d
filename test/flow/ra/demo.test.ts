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

describe('the accounts of the demonstration', () => {
  it('are ten, each with a pair of certificates, and a renewal in five', async () => {
    expect(counts).toEqual({ accounts: 10, certificates: 20, requests: 15 })
    for (const name of ['demo', 'wangfang', 'lijun']) {
      const { certificates, requests } = await of(name)
      expect([certificates.length, requests.map(({ state }) => state)]).toEqual([2, ['active']])
    }
  })

  it.each([
    ['demo', 'active', 1.5],
    ['wangfang', 'active', aYearAfter40Days],
    ['ouyang', 'active', -3],
    ['lijun', 'revoked', aYearAfter40Days],
    ['fanyu1998', 'suspended', aYearAfter40Days],
    ['hailar', 'active', 20],
    ['qingyun', 'active', 20],
    ['gusu', 'active', 20],
    ['yuecheng', 'active', 20],
    ['rongjiang', 'active', 20],
  ])('show a certificate each: that of %s is %s and has %d days left', async (name, status, days) => {
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

  it('come once, however often they are asked for', async () => {
    await ra.stop()
    expect(await seedDemo(dataDir, undefined)).toEqual(counts)
    ra = await startRa({ dataDir, embedded: true })
  })
})
