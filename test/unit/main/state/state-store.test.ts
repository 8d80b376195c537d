import { describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../../../src/shared/models/index.ts'
import { calmState } from '../calm-state.ts'

const now = () => new Date('2026-11-20T09:00:00Z')
const store = () => calmState(now)
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

  it('releases a waiting watcher when the window leaves', async () => {
    const state = store()
    const stopper = new AbortController()
    const watched = state.watch(stopper.signal)
    await watched.next()
    const waiting = watched.next()
    stopper.abort()
    expect((await waiting).done).toBe(true)
  })
})

describe('a part that follows the state', () => {
  const tokensOf = ({ tokens }: Snapshot) => [tokens]

  it('hears only when what it selected has changed', async () => {
    const state = store()
    const heard = vi.fn()
    const leave = state.follow(tokensOf, heard)
    state.change({ settled: true })
    await turn()
    expect(heard).not.toHaveBeenCalled()
    state.change({ tokens: [] })
    state.change({ tokens: [] })
    await turn()
    expect(heard).toHaveBeenCalledTimes(1)
    leave()
    state.change({ tokens: [] })
    await turn()
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('has its answer announced together with the change that it heard', async () => {
    const state = store()
    const shown = vi.fn()
    state.subscribe(shown)
    state.follow(tokensOf, () => state.change({ notices: [] }))
    const follower = vi.fn()
    state.follow(({ notices }) => [notices], follower)
    state.change({ tokens: [] })
    await turn()
    expect(follower).toHaveBeenCalledTimes(1)
    expect(shown).toHaveBeenCalledTimes(1)
    expect(shown.mock.calls[0]?.[0]).toMatchObject({ revision: 3 })
  })

  it('and throws is logged, while the others hear and windows see the change', async () => {
    const lines: string[] = []
    const state = calmState(now, (line) => lines.push(line))
    const [follower, shown] = [vi.fn(), vi.fn()]
    state.follow(tokensOf, () => {
      throw new Error('a slip')
    })
    state.follow(tokensOf, follower)
    state.subscribe(() => {
      throw new Error('a window that is gone')
    })
    state.subscribe(shown)
    state.change({ tokens: [] })
    await turn()
    expect([follower, shown].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
    expect(lines.map((line) => /a slip|a window that is gone/.exec(line)?.[0])).toEqual([
      'a slip',
      'a window that is gone',
    ])
  })

  it('cannot block the process if two of them answer each other without end', async () => {
    const lines: string[] = []
    const state = calmState(now, (line) => lines.push(line))
    const shown = vi.fn()
    state.subscribe(shown)
    state.follow(tokensOf, () => state.change({ notices: [] }))
    state.follow(
      ({ notices }) => [notices],
      () => state.change({ tokens: [] }),
    )
    state.change({ tokens: [] })
    await turn()
    expect(shown).toHaveBeenCalledTimes(1)
    expect(lines).toEqual([expect.stringContaining('without end')])
  })
})
