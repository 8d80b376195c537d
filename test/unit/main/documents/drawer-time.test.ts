import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { moments } from '../moments.ts'
import { bytes, drawing, heard, partAnswer } from './drawing.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the time of a process that draws files', () => {
  const timed = async (waitMs: number | undefined, patience: number) => {
    const { drawer, log } = drawing(waitMs)
    const asked = heard(drawer.part('/a', 'v', 0))
    await moments()
    await vi.advanceTimersByTimeAsync(patience - 1)
    expect([asked, log.length]).toEqual([[], 1])
    await vi.advanceTimersByTimeAsync(1)
    await moments()
    expect([asked, log.slice(1)]).toEqual([['document-drawing-ended'], ['kill 0']])
  }

  it('for an answer is half a minute', () => timed(undefined, 30_000))
  it('for an answer is what it was told', () => timed(100, 100))

  it('is over after a minute without a question', async () => {
    const { drawer, process, log } = drawing()
    drawer.part('/a', 'v', 0).catch(() => {})
    await moments()
    await process().answer(partAnswer)
    await vi.advanceTimersByTimeAsync(59_999)
    drawer.part('/a', 'v', 0).catch(() => {})
    await moments()
    await vi.advanceTimersByTimeAsync(20_000)
    await process().answer(partAnswer)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(log).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(log.slice(1)).toEqual(['kill 0'])
  })

  it('is over when the drawer stops', async () => {
    const { drawer, process, log } = drawing()
    drawer.stop()
    const asked = heard(drawer.part('/a', 'v', 0))
    await moments()
    drawer.stop()
    await moments()
    expect([asked, log.slice(1)]).toEqual([['document-drawing-ended'], ['kill 0']])
    const next = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process(1).answer(partAnswer)
    drawer.stop()
    expect([next, log.at(-1), vi.getTimerCount()]).toEqual([[bytes], 'kill 1', 0])
  })

  it('is not wasted on more than fifty questions at once', async () => {
    const { drawer, process } = drawing()
    const asked = Array.from({ length: 50 }, () => heard(drawer.part('/a', 'v', 0)))
    await expect(drawer.part('/a', 'v', 0)).rejects.toMatchObject({ code: 'busy-with-other' })
    await process().answer(partAnswer)
    await moments()
    expect(asked[0]).toEqual([bytes])
    const next = heard(drawer.part('/a', 'v', 0))
    await moments()
    expect(next).toEqual([])
  })
})
