import { describe, expect, it } from 'vitest'
import { pauseAfter } from '../../../src/ra/workers/place.ts'

describe('the place of a worker that dies again and again', () => {
  it('stays empty for longer each time, and for half a minute at most', () => {
    const pauses = Array.from({ length: 10 }, (_, deaths) => pauseAfter(deaths))
    expect(pauses.slice(0, 4)).toEqual([200, 400, 800, 1600])
    expect(pauses.slice(-2)).toEqual([30_000, 30_000])
    expect(pauseAfter(10_000)).toBe(30_000)
  })
})
