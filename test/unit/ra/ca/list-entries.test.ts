import { describe, expect, it } from 'vitest'
import { parseCrl } from '../../../../src/pki/x509/index.ts'
import { crlDesk } from '../../../../src/ra/ca/crl.ts'
import { heldSince, listEntries } from '../../../../src/ra/ca/list-entries.ts'
import type { Crl, ListPlace, RevokedEntry } from '../../../../src/ra/records.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { newCaKeys } from '../authority.ts'
import { now } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const ca = newCaKeys(now)
const since = Math.floor(now / 1000) * 1000 - 5000
const row = (serial: string, reason = 'key-compromised', seq = 1): RevokedEntry => ({
  ...{ serial, revokedAt: since, reason, place: { notAfter: now + 9, seq } },
})
const rowsOf = (...rows: readonly RevokedEntry[]): Partial<Store> => ({
  revoked: async (_, after) => (after === undefined ? rows : []),
})

/** The last list, with these entries. */
async function listWith(...rows: readonly RevokedEntry[]): Promise<Crl> {
  const store = storeOf({
    ...{ latestCrl: async () => null, statusChanges: async () => 0, addCrl: async () => true },
    ...rowsOf(...rows),
  })
  return crlDesk({ store, ca, clock: () => now, give: () => {} }).publish()
}

describe('the next list', () => {
  it('names everything in the database, piece by piece', async () => {
    const asked: (ListPlace | undefined)[] = []
    const pages = [[row('01', undefined, 1), row('02', undefined, 2)], [row('03', undefined, 3)], []]
    const store = storeOf({
      revoked: async (at, after) => {
        expect(at).toBe(now)
        asked.push(after)
        return pages[asked.length - 1] ?? []
      },
    })
    const found = await listEntries(store, null, new Map(), now)
    expect([found.count, found.entries.length, found.kept.size, found.audit]).toEqual([3, 2, 0, []])
    expect(asked.map((place) => place?.seq)).toEqual([undefined, 2, 3])
  })

  it('keeps an entry that was lost without a reason, and says so once', async () => {
    const before = await listWith(row('0A'), row('0B', 'suspended', 2))
    const asked: unknown[] = []
    const store = storeOf({
      ...rowsOf(row('0A')),
      reasonToLeaveList: async (...given) => {
        asked.push(given)
        return null
      },
    })
    const found = await listEntries(store, before, new Map(), now)
    expect([found.count, found.entries.length]).toEqual([2, 2])
    expect([...found.kept]).toEqual([
      ['0B', { serial: Uint8Array.of(11), revokedAt: new Date(since), reason: 'certificateHold' }],
    ])
    expect(asked).toEqual([['0B', since, now]])
    const told = { at: now, actor: 'authority', action: 'kept on the list without a row', subject: '0B' }
    expect(found.audit).toEqual([told])
    expect((await listEntries(store, before, found.kept, now)).audit).toEqual([])
  })

  it.each(['expired', 'resumed'] as const)('loses an entry that is %s, and says so', async (why) => {
    const before = await listWith(row('0A'))
    const store = storeOf({ ...rowsOf(), reasonToLeaveList: async () => why })
    for (const keptBefore of [new Map(), new Map([['0A', null]])]) {
      const found = await listEntries(store, before, keptBefore, now)
      expect([found.count, found.entries, found.kept.size]).toEqual([0, [], 0])
      expect(found.audit).toEqual([
        { at: now, actor: 'authority', action: `left the list: ${why}`, subject: '0A' },
      ])
    }
  })
})

describe('an entry', () => {
  it('is on hold since a moment, or revoked for good', async () => {
    const { der } = await listWith(row('0A', 'suspended'), row('0B', 'superseded', 2))
    const entries = parseCrl(der).revoked
    const [held, gone] = [entries.get('0A'), entries.get('0B')]
    expect([held && heldSince(held), gone && heldSince(gone)]).toEqual([since, null])
  })
})
