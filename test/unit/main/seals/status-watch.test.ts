import { describe, expect, it } from 'vitest'
import { createSealStatuses, type SealStatus } from '../../../../src/main/seals/status-watch.ts'
import type { SealView } from '../../../../src/shared/models/index.ts'

const setUp = () => {
  let now = Date.UTC(2026, 10, 20)
  const world = { answer: 'issued' as SealStatus | null, asked: 0, changes: 0, state: 'valid' }
  const statuses = createSealStatuses({
    views: () => [{ kind: 'seal', number: '1', state: world.state } as SealView],
    ask: async () => {
      world.asked += 1
      return world.answer
    },
    now: () => new Date(now),
    changed: () => {
      world.changes += 1
    },
  })
  const lookAfter = async (milliseconds: number, answer: SealStatus | null) => {
    now += milliseconds
    world.answer = answer
    await statuses.look()
    return [statuses.isRevoked('1'), world.changes, world.asked]
  }
  return { world, lookAfter }
}
const hour = 3_600_000

describe('what an authority says of a seal', () => {
  it('is believed when it revokes and when it takes that back, and kept while it knows nothing', async () => {
    const { lookAfter } = setUp()
    expect(await lookAfter(0, 'issued')).toEqual([false, 0, 1])
    expect(await lookAfter(hour + 1, 'revoked')).toEqual([true, 1, 2])
    expect(await lookAfter(hour + 1, 'revoked')).toEqual([true, 1, 3])
    expect(await lookAfter(hour + 1, 'unknown')).toEqual([true, 1, 4])
    expect(await lookAfter(hour + 1, 'issued')).toEqual([false, 2, 5])
  })

  it('is asked for once in an hour, and at once again if nobody answered', async () => {
    const { lookAfter } = setUp()
    expect(await lookAfter(0, 'issued')).toEqual([false, 0, 1])
    expect(await lookAfter(hour, 'revoked')).toEqual([false, 0, 1])
    expect(await lookAfter(1, null)).toEqual([false, 0, 2])
    expect(await lookAfter(1, 'revoked')).toEqual([true, 1, 3])
  })

  it('is not asked for a seal that is bad anyway', async () => {
    for (const state of ['bad-signature', 'maker-unknown']) {
      const { world, lookAfter } = setUp()
      world.state = state
      expect(await lookAfter(0, 'revoked')).toEqual([false, 0, 0])
    }
  })
})
