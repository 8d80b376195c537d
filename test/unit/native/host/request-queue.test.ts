import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Asked, ToHost } from '../../../../src/native/host/protocol.ts'
import { RequestQueue } from '../../../../src/native/host/request-queue.ts'
import { AssistantError } from '../../../../src/shared/errors/assistant-error.ts'

const queueAt = () => {
  const posted: ToHost[] = []
  const late: Asked[] = []
  const queue = new RequestQueue(
    (requests) => void posted.push(requests),
    (operation) => void late.push(operation),
  )
  return { queue, posted, late }
}
const stoppedClock = (): void => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
}
/** The outcome of a request, once it has one. */
const watched = (promise: Promise<unknown>): { outcome: unknown } => {
  const seen: { outcome: unknown } = { outcome: 'open' }
  promise.then(
    (result) => (seen.outcome = result),
    (error: unknown) => (seen.outcome = error),
  )
  return seen
}

describe('requests', () => {
  it('of one turn travel together, numbered from 1, and those of the next turn after them', async () => {
    const { queue, posted } = queueAt()
    watched(queue.add('look', [true], 1_000))
    watched(queue.add('ping', [], 1_000))
    expect(posted).toEqual([])
    await expect
      .poll(() => posted)
      .toEqual([
        [
          [1, 'look', [true]],
          [2, 'ping', []],
        ],
      ])
    watched(queue.add('keys', [7], 1_000))
    await expect.poll(() => posted.slice(1)).toEqual([[[3, 'keys', [7]]]])
    queue.fail(new AssistantError('driver-crashed'))
  })

  it('are open until each has its answer', async () => {
    const { queue } = queueAt()
    expect(queue.isEmpty).toBe(true)
    const [first, second] = [queue.add('look', [], 1_000), queue.add('keys', [1], 1_000)]
    expect(queue.isEmpty).toBe(false)
    expect(queue.settle([1, true, 'one'])).toBe(true)
    expect(queue.isEmpty).toBe(false)
    expect(queue.settle([2, true, null])).toBe(true)
    expect(queue.isEmpty).toBe(true)
    expect(await Promise.all([first, second])).toEqual(['one', null])
  })

  it('fail with the error that the host reports', async () => {
    const { queue } = queueAt()
    const asked = queue.add('look', [], 1_000)
    expect(queue.settle([1, false, { code: 'pin-wrong', params: { triesLeft: 3 } }])).toBe(true)
    await expect(asked).rejects.toMatchObject({ code: 'pin-wrong', params: { triesLeft: 3 } })
  })

  it('are not settled by an answer to another one, or to none', async () => {
    const { queue } = queueAt()
    expect(queue.settle([1, true, null])).toBe(false)
    const [first, second] = [queue.add('look', [], 1_000), queue.add('keys', [1], 1_000)]
    expect(queue.settle([2, true, 'two'])).toBe(false)
    await expect(first).rejects.toMatchObject({ code: 'driver-not-answering' })
    expect(queue.settle([2, true, 'two'])).toBe(true)
    expect(await second).toBe('two')
  })

  it('fail all together, and what was not sent yet never is', async () => {
    const { queue, posted } = queueAt()
    const all = [queue.add('look', [], 1_000), queue.add('keys', [1], 1_000)]
    const error = new AssistantError('driver-crashed')
    queue.fail(error)
    expect(queue.isEmpty).toBe(true)
    for (const one of all) await expect(one).rejects.toBe(error)
    expect(posted).toEqual([])
    const next = queue.add('ping', [], 1_000)
    await expect.poll(() => posted).toEqual([[[3, 'ping', []]]])
    queue.settle([3, true, null])
    await next
  })
})

describe('a request that gets no answer', () => {
  it('is late 50 ms after its patience, and once only', async () => {
    stoppedClock()
    const { queue, late } = queueAt()
    const seen = watched(queue.add('sign', [], 1_000))
    await vi.advanceTimersByTimeAsync(1_049)
    expect(late).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(late).toEqual(['sign'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(late).toEqual(['sign'])
    expect(seen.outcome).toBe('open')
    queue.fail(new AssistantError('driver-not-answering'))
  })

  it('is not late if the answer comes within those 50 ms', async () => {
    stoppedClock()
    const { queue, late } = queueAt()
    const seen = watched(queue.add('sign', [], 1_000))
    await vi.advanceTimersByTimeAsync(1_040)
    queue.settle([1, true, 'signed'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(late).toEqual([])
    expect(seen.outcome).toBe('signed')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('has its time from the moment at which it is the oldest', async () => {
    stoppedClock()
    const { queue, late } = queueAt()
    watched(queue.add('look', [], 10_000))
    watched(queue.add('sign', [], 1_000))
    await vi.advanceTimersByTimeAsync(9_000)
    expect(late).toEqual([])
    queue.settle([1, true, null])
    await vi.advanceTimersByTimeAsync(1_049)
    expect(late).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(late).toEqual(['sign'])
    queue.fail(new AssistantError('driver-not-answering'))
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not late for the reason that all failed', async () => {
    stoppedClock()
    const { queue, late } = queueAt()
    watched(queue.add('sign', [], 1_000))
    await vi.advanceTimersByTimeAsync(1_020)
    queue.fail(new AssistantError('driver-crashed'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(late).toEqual([])
  })

  it.each([
    [1_001, 2],
    [1_000, 1],
  ])('when the machine stood still for %i ms has its time %i times', async (still, times) => {
    stoppedClock()
    const { queue, late } = queueAt()
    const now = vi.spyOn(performance, 'now')
    onTestFinished(() => now.mockRestore())
    now.mockReturnValueOnce(0).mockReturnValueOnce(1_000 + still)
    watched(queue.add('sign', [], 1_000))
    await vi.advanceTimersByTimeAsync(1_050)
    expect(late).toEqual(times === 1 ? ['sign'] : [])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(late).toEqual(['sign'])
    queue.fail(new AssistantError('driver-not-answering'))
  })

  it('has its time no third time, however long the machine stands still', async () => {
    stoppedClock()
    const { queue, late } = queueAt()
    const now = vi.spyOn(performance, 'now')
    onTestFinished(() => now.mockRestore())
    now.mockReturnValueOnce(0).mockReturnValueOnce(10_000).mockReturnValueOnce(0).mockReturnValueOnce(10_000)
    watched(queue.add('sign', [], 1_000))
    await vi.advanceTimersByTimeAsync(2_050)
    expect(late).toEqual(['sign'])
    queue.fail(new AssistantError('driver-not-answering'))
  })
})
