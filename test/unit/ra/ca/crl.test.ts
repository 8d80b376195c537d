import { describe, expect, it } from 'vitest'
import { parseCertificate, parseCrl, verifyCrl } from '../../../../src/pki/x509/index.ts'
import { crlDesk } from '../../../../src/ra/ca/crl.ts'
import type { Crl, RevokedEntry } from '../../../../src/ra/records.ts'
import type { ListAdding } from '../../../../src/ra/rules/revocation-list.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { newCaKeys } from '../authority.ts'
import { now } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const second = Math.floor(now / 1000)
const ca = newCaKeys(now)
const row: RevokedEntry = {
  ...{
    serial: '0A',
    revokedAt: now - HOUR,
    reason: 'key-compromise',
    place: { notAfter: now + DAY, seq: 1 },
  },
}

/** An authority with its lists; `has` is what the test changes of it. */
function lists({
  continues = false,
  operations = {},
}: {
  continues?: boolean
  operations?: Partial<Store>
} = {}) {
  const has = { at: now, changes: 0, rows: [row], refuses: 0, why: null as 'expired' | 'resumed' | null }
  const latest = new Map<Crl['issuer'], Crl>()
  const added: ListAdding[] = []
  const given: Uint8Array[] = []
  const store = storeOf({
    latestCrl: async (issuer) => latest.get(issuer) ?? null,
    statusChanges: async () => has.changes,
    revoked: async (_, after) => (after === undefined ? has.rows : []),
    reasonToLeaveList: async () => has.why,
    addCrl: async (adding) => {
      if (has.refuses-- > 0) return false
      added.push(adding)
      latest.set(adding.crl.issuer, adding.crl)
      return true
    },
    ...operations,
  })
  const give = (der: Uint8Array) => given.push(der)
  const desk = crlDesk({ store, ca, clock: () => has.at, give, continues })
  return { desk, has, latest, added, given }
}

describe('a list', () => {
  it('names what is revoked, is signed, lasts three days and has the second as its number', async () => {
    const { desk, added, given, has } = lists()
    has.changes = 7
    const list = await desk.publish()
    expect(list).toMatchObject({
      ...{ issuer: 'issuing', number: second, thisUpdate: now, nextUpdate: now + 3 * DAY },
      ...{ entries: 1, changes: 7 },
    })
    const parsed = parseCrl(list.der)
    expect([parsed.thisUpdate.getTime(), parsed.nextUpdate?.getTime()]).toEqual([now, now + 3 * DAY])
    expect(verifyCrl(parsed, parseCertificate(ca.issuing.der))).toBe(true)
    expect([added, given]).toEqual([[{ crl: list, after: 0, audit: [] }], [list.der]])
  })

  it('of the root names nothing, covers no change and is given to nobody', async () => {
    const { desk, added, given, has } = lists()
    has.changes = 7
    const list = await desk.current('root')
    expect(list).toMatchObject({ issuer: 'root', number: second, entries: 0, changes: 0 })
    expect(verifyCrl(parseCrl(list.der), parseCertificate(ca.root.der))).toBe(true)
    expect([added, given]).toEqual([[{ crl: list, after: 0, audit: [] }], []])
    has.changes = 8
    expect(await desk.current('root')).toBe(list)
  })

  it('has a higher number than the last one, even if the clock stands still', async () => {
    const { desk, added, given } = lists()
    const [first, next] = [await desk.publish(), await desk.publish()]
    expect([first.number, next.number]).toEqual([second, second + 1])
    expect([added.map(({ after }) => after), given.length]).toEqual([[0, second], 2])
  })

  it('that another process made meanwhile is no reason to give up', async () => {
    const { desk, has, added, given } = lists()
    has.refuses = 2
    expect(await desk.publish()).toBe(added[0]?.crl)
    Object.assign(has, { refuses: 1, changes: 1 })
    expect(await desk.current('issuing')).toBe(added[1]?.crl)
    expect([added.length, given.length]).toEqual([2, 2])
    has.refuses = 1
    expect(await desk.current('root').then((root) => root === added[2]?.crl)).toBe(true)
  })
})

describe('the current list', () => {
  it('is the same while nothing changes, and is made again after a change', async () => {
    const { desk, has, given } = lists()
    const first = await desk.current('issuing')
    has.at += HOUR
    expect(await desk.current('issuing')).toBe(first)
    has.changes = 1
    const next = await desk.current('issuing')
    expect(next).toMatchObject({ changes: 1, thisUpdate: has.at })
    expect(given).toEqual([first.der, next.der])
  })

  it.each(['issuing', 'root'] as const)(
    'of %s is made again after a day, or when the clock was set back',
    async (issuer) => {
      const { desk, has, added } = lists()
      const first = await desk.current(issuer)
      has.at = now + DAY - 1
      expect(await desk.current(issuer)).toBe(first)
      has.at = now - HOUR
      expect(await desk.current(issuer)).toBe(first)
      has.at = now - HOUR - 1
      await desk.current(issuer)
      expect(added).toHaveLength(2)
      has.at += DAY
      await desk.current(issuer)
      expect(added).toHaveLength(3)
    },
  )

  it.each([
    [2000, 1],
    [2001, 10 * MINUTE],
  ])('with %i entries waits %i ms before a change is on it', async (entries, wait) => {
    const { desk, has, latest, added } = lists()
    const long = { ...(await desk.publish()), entries }
    latest.set('issuing', long)
    has.changes = 1
    has.at = now + wait - 1
    expect((await desk.current('issuing')) === long).toBe(entries > 2000)
    has.at = now + wait
    await desk.current('issuing')
    expect(added).toHaveLength(2)
  })

  it('is made anew by an authority that did not make the last one, unless it continues it', async () => {
    const before = lists()
    const old = await before.desk.publish()
    for (const continues of [false, true]) {
      const { desk, latest, added, given } = lists({ continues })
      latest.set('issuing', old)
      expect((await desk.current('issuing')) === old).toBe(continues)
      await desk.current('issuing')
      expect([added.length, given.length]).toEqual([continues ? 0 : 1, 1])
    }
  })

  it('is made once for all who wait for it, but again for whoever knows of a later change', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const one = lists({ operations: { revoked: () => promise.then(() => []) } })
    const waiting = [one.desk.current('issuing'), one.desk.current('issuing')]
    await new Promise((done) => setImmediate(done))
    one.has.changes = 1
    const later = one.desk.current('issuing')
    resolve()
    const [first, same] = await Promise.all(waiting)
    expect(first).toBe(same)
    expect(first).toMatchObject({ changes: 0 })
    expect(await later).toMatchObject({ changes: 1 })
    expect(one.added).toHaveLength(2)
  })
})

describe('what the database has lost', () => {
  it('stays on the list and is told, with why it does until it has a reason to leave', async () => {
    const { desk, has, added } = lists()
    await desk.publish()
    has.rows = []
    const list = await desk.publish()
    expect(list.entries).toBe(1)
    expect([...(await desk.kept()).keys()]).toEqual(['0A'])
    expect(added[1]?.audit).toMatchObject([{ action: 'kept on the list without a row', subject: '0A' }])
    await desk.publish()
    expect(added[2]?.audit).toEqual([])
    Object.assign(has, { why: 'expired', changes: 1 })
    expect([...(await desk.kept()).keys()]).toEqual([])
    expect(added[3]?.audit).toMatchObject([{ action: 'left the list: expired' }])
  })

  it('is known only once a list is made, or read from the last one', async () => {
    const fresh = lists()
    expect((await fresh.desk.kept()).size).toBe(0)
    expect(fresh.added).toHaveLength(1)
    const old = await fresh.desk.publish()
    const { desk, latest, has, added } = lists({ continues: true })
    latest.set('issuing', old)
    has.rows = []
    expect([...(await desk.kept()).keys()]).toEqual(['0A'])
    expect(added).toEqual([])
  })
})
