import { describe, expect, it } from 'vitest'
import { watchStatuses } from '../../../../src/main/certificates/status-watch.ts'
import type { TokenView, TransactionView } from '../../../../src/shared/models/index.ts'
import { calmState } from '../calm-state.ts'

const online = { state: 'online', reason: null, checkedAt: null, clockSkewSeconds: null } as const
const token = (...ids: readonly string[]) =>
  ({ pairs: ids.map((id) => ({ signing: { id, issuerId: 'demo' } })) }) as unknown as TokenView
const turns = () => new Promise((resolve) => setTimeout(resolve, 5))

const setUp = () => {
  let time = new Date('2026-11-20T04:00:00Z').getTime()
  const state = calmState(() => new Date(time))
  const asked: string[] = []
  const stop = watchStatuses({
    state,
    ask: async (id) => {
      asked.push(id)
      return { state: 'good', source: 'ocsp', at: null, reason: null }
    },
    now: () => new Date(time),
    log: () => {},
  })
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  return { state, asked, stop, pass }
}

describe('the watch over revocation', () => {
  it('asks nothing before the authority can be reached, then each certificate once', async () => {
    const { state, asked } = setUp()
    state.change({ tokens: [token('a', 'b')] })
    await turns()
    expect(asked).toEqual([])
    state.change({ connections: { demo: online } })
    await turns()
    state.change({ settled: true })
    await turns()
    expect(asked).toEqual(['a', 'b'])
  })

  it('asks again after a business has ended and after some hours', async () => {
    const { state, asked, pass } = setUp()
    state.change({ tokens: [token('a')], connections: { demo: online } })
    await turns()
    state.change({ transactions: [{ id: 't', state: 'done' } as unknown as TransactionView] })
    await turns()
    expect(asked).toEqual(['a', 'a'])
    pass(7 * 60 * 60_000)
    state.change({ settled: true })
    await turns()
    expect(asked).toEqual(['a', 'a', 'a'])
  })

  it('asks about a certificate while its own authority can be reached, even if others cannot', async () => {
    const { state, asked } = setUp()
    const foreign = { pairs: [{ signing: { id: 'b', issuerId: 'other' } }] } as unknown as TokenView
    const unknown = { pairs: [{ signing: { id: 'c', issuerId: null } }] } as unknown as TokenView
    state.change({ tokens: [token('a'), foreign, unknown], connections: { other: online } })
    await turns()
    expect(asked).toEqual(['b'])
    state.change({ connections: { other: { ...online, state: 'offline' }, demo: online } })
    await turns()
    expect(asked).toEqual(['b', 'a'])
  })

  it('stops asking once it is stopped', async () => {
    const { state, asked, stop } = setUp()
    stop()
    state.change({ tokens: [token('a')], connections: { demo: online } })
    await turns()
    expect(asked).toEqual([])
  })
})
