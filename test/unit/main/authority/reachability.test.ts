import { describe, expect, it } from 'vitest'
import { createReachability } from '../../../../src/main/authority/reachability.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import type { Connection } from '../../../../src/shared/models/index.ts'

const setUp = () => {
  const told: Connection[] = []
  let minutes = 0
  const clock = () => new Date(Date.UTC(2026, 10, 20, 12, minutes++))
  return { told, reachability: createReachability(clock, (connection) => told.push(connection)) }
}
const refused = new AssistantError('network-refused')

describe('whether an authority can be reached', () => {
  it('is told by how its calls end, once for each change', () => {
    const { told, reachability } = setUp()
    reachability.callEnded(null)
    reachability.callEnded(null)
    reachability.callEnded(refused)
    reachability.callEnded(refused)
    reachability.callEnded(new AssistantError('network-timeout'))
    // An answer that refuses is an answer.
    reachability.callEnded(new AssistantError('price-changed', { yuan: '1' }))
    expect(told.map(({ state, reason }) => [state, reason])).toEqual([
      ['online', null],
      ['offline', 'network-refused'],
      ['offline', 'network-timeout'],
      ['online', null],
    ])
  })

  it('is not told by a call that the person took back, or by a fault of our own', () => {
    for (const code of ['cancelled-by-user', 'unexpected'] as const) {
      const { told, reachability } = setUp()
      reachability.callEnded(new AssistantError(code))
      expect([reachability.current().state, told]).toEqual(['unknown', []])
      reachability.callEnded(refused)
      const before = reachability.current()
      reachability.callEnded(new AssistantError(code))
      expect(reachability.current()).toBe(before)
    }
  })

  it('keeps what was told of the clock, and tells when that changes', () => {
    const { told, reachability } = setUp()
    reachability.compared(90)
    reachability.compared(90)
    reachability.callEnded(null)
    expect(told.map(({ clockSkewSeconds }) => clockSkewSeconds)).toEqual([90, 90])
  })
})
