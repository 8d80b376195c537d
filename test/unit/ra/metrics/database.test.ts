import { Registry } from 'prom-client'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { WatchedStore } from '../../../../src/ra/meter.ts'
import { watchDatabase } from '../../../../src/ra/metrics/database.ts'
import { now } from '../rules/samples.ts'

const found: WatchedStore = {
  countCertificates: async () => ({ active: 3, revoked: 1 }),
  countWaiting: async () => ({ payment: 2 }),
  listMadeAt: async () => now - 5000,
  unchained: async () => ({ lines: 7 }),
  connections: () => null,
}
function watched(more: Partial<WatchedStore> = {}) {
  const registry = new Registry()
  watchDatabase({ ...found, ...more }, () => now, [registry])
  const lines = async () => (await registry.metrics()).split('\n').filter((line) => /^ra_/.test(line))
  return { lines, registry }
}
const stopTime = () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
}

describe('the figures of the database', () => {
  it('are those that it has', async () => {
    expect(await watched().lines()).toEqual([
      'ra_database_up 1',
      ...['ra_certificates{state="active"} 3', 'ra_certificates{state="revoked"} 1'],
      'ra_waiting{state="payment"} 2',
      'ra_revocation_list_age_seconds 5',
      'ra_audit_unchained_lines 7',
    ])
  })

  it('say nothing of a list that is not there', async () => {
    expect(await watched({ listMadeAt: async () => null }).lines()).not.toContainEqual(
      expect.stringMatching(/list_age_seconds \d/),
    )
  })

  it.each<[string, Partial<WatchedStore>]>([
    ['certificates', { countCertificates: () => Promise.reject(new Error('away')) }],
    ['what waits', { countWaiting: () => Promise.reject(new Error('away')) }],
    ['the list', { listMadeAt: () => Promise.reject(new Error('away')) }],
    ['the chain', { unchained: () => Promise.reject(new Error('away')) }],
  ])('are none if it cannot tell %s', async (_, more) => {
    const lines = await watched(more).lines()
    expect(lines[0]).toBe('ra_database_up 0')
    expect(lines.filter((line) => /certificates|waiting|unchained/.test(line))).toEqual([])
  })

  it('are read once for all who ask within five seconds', async () => {
    stopTime()
    let asked = 0
    const { lines } = watched({
      listMadeAt: async () => {
        asked += 1
        return now
      },
    })
    await lines()
    await vi.advanceTimersByTimeAsync(4999)
    await lines()
    expect(asked).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await lines()
    expect(asked).toBe(2)
  })

  it('are none after two seconds without an answer', async () => {
    stopTime()
    const { lines } = watched({ unchained: () => new Promise(() => {}) })
    let told: readonly string[] | null = null
    const asked = lines().then((all) => {
      told = all
    })
    await vi.advanceTimersByTimeAsync(1999)
    expect(told).toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    await asked
    expect(told).toContain('ra_database_up 0')
  })

  it('have its connections, if it has some', async () => {
    const { lines } = watched({ connections: () => ({ total: 9, idle: 4, waiting: 2 }) })
    expect((await lines()).filter((line) => line.startsWith('ra_database_connections'))).toEqual([
      'ra_database_connections{state="used"} 5',
      'ra_database_connections{state="idle"} 4',
      'ra_database_connections{state="waited-for"} 2',
    ])
    expect((await watched().lines()).join()).not.toContain('ra_database_connections')
  })
})
