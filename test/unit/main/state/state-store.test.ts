import { describe, expect, it, vi } from 'vitest'
import { firstSnapshot } from '../../../../src/main/state/first-snapshot.ts'
import { createStateStore } from '../../../../src/main/state/state-store.ts'
import { defaultSettings } from '../../../../src/shared/models/index.ts'

const issuer = {
  id: 'demo',
  name: '演示机构',
  nameEn: 'Demo',
  demonstration: true,
  pinRule: { min: 6, max: 20 },
  retryLimit: 10,
  reminderDays: [],
  hotline: null,
}
const about = { version: '0', shell: 'web', runtime: '', system: '', dataFolder: '', logFolder: '' } as const
const store = () =>
  createStateStore(
    firstSnapshot({ settings: defaultSettings, problems: [], issuer, issuers: [issuer], about }),
    () => new Date('2026-11-20T09:00:00Z'),
  )
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('the state', () => {
  it('announces all changes of one turn at once', async () => {
    const state = store()
    const heard = vi.fn()
    state.subscribe(heard)
    state.change({ settled: true })
    state.change({ tokens: [] })
    await turn()
    expect(heard).toHaveBeenCalledTimes(1)
    expect(heard.mock.calls[0]?.[0]).toMatchObject({ settled: true, revision: 3 })
  })

  it('gives a watcher the present snapshot at once and then only the latest', async () => {
    const state = store()
    const stopper = new AbortController()
    const watched = state.watch(stopper.signal)
    expect((await watched.next()).value).toMatchObject({ revision: 1 })
    state.change({ settled: true })
    await turn()
    state.change({ navigation: { sequence: 1, place: { page: 'issue', tokenId: null } } })
    await turn()
    expect((await watched.next()).value).toMatchObject({ revision: 3 })
    stopper.abort()
    expect((await watched.next()).done).toBe(true)
  })

  it('lets go of a watcher that waits when the window leaves', async () => {
    const state = store()
    const stopper = new AbortController()
    const watched = state.watch(stopper.signal)
    await watched.next()
    const waiting = watched.next()
    stopper.abort()
    expect((await waiting).done).toBe(true)
  })
})
