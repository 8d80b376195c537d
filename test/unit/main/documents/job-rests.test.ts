import { afterEach, describe, expect, it, vi } from 'vitest'
import { turn } from '../moments.ts'
import { encrypting } from './jobs-at-work.ts'
import { held } from './jobs-in-hand.ts'

afterEach(() => {
  vi.useRealTimers()
})
const fake = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })

describe('a job that is paused', () => {
  it('finishes the file at hand and begins no other, until it goes on', async () => {
    const { jobs, add, is, inHand, done, states } = held()
    jobs.start(add('a', 'b'), encrypting)
    await inHand('a')
    jobs.pause()
    expect(jobs.current()?.state).toEqual({ is: 'paused' })
    done('a')
    await turn()
    expect([states(), jobs.current()?.done]).toEqual([['done', 'waiting'], 1])
    jobs.goOn()
    await inHand('b')
    done('b')
    expect(await is('ended')).toMatchObject({ done: 2 })
  })

  it('goes on with the file at hand if that is not done yet', async () => {
    const { jobs, add, is, inHand, done, log } = held()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    jobs.pause()
    jobs.goOn()
    expect(jobs.current()?.state).toEqual({ is: 'running' })
    done('a')
    await is('ended')
    expect(log.filter((line) => line.startsWith('begin'))).toEqual(['begin a'])
  })

  it('gives its logins up after five minutes, and not if it went on before', async () => {
    const { jobs, add, inHand, log } = held()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    fake()
    jobs.pause()
    await vi.advanceTimersByTimeAsync(299_999)
    expect(log).not.toContain('logins end')
    jobs.goOn()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(log).not.toContain('logins end')
    jobs.pause()
    await vi.advanceTimersByTimeAsync(300_000)
    expect(log).toContain('logins end')
  })

  it('rests as long as it was told', async () => {
    const { jobs, add, inHand, log } = held({ restMs: 1_000 })
    jobs.start(add('a'), encrypting)
    await inHand('a')
    fake()
    jobs.pause()
    jobs.pause()
    await vi.advanceTimersByTimeAsync(999)
    expect(log).not.toContain('logins end')
    await vi.advanceTimersByTimeAsync(1)
    expect(log.filter((line) => line === 'logins end')).toHaveLength(1)
  })

  it('is not ended twice by its rest', async () => {
    const { jobs, add, inHand, log, done, is } = held({ restMs: 1_000 })
    jobs.start(add('a'), encrypting)
    await inHand('a')
    fake()
    jobs.pause()
    done('a')
    await jobs.cancel()
    await is('ended')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(log.filter((line) => line === 'logins end')).toHaveLength(1)
  })

  it('must be there', () => {
    const { jobs } = held()
    const none = expect.objectContaining({ code: 'not-found' })
    expect(() => jobs.pause()).toThrow(none)
    expect(() => jobs.goOn()).toThrow(none)
  })

  it('must not have ended', async () => {
    const { jobs, add, is, inHand, done } = held()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    done('a')
    await is('ended')
    expect(() => jobs.pause()).toThrow(expect.objectContaining({ code: 'not-found' }))
    await expect(jobs.cancel()).rejects.toMatchObject({ code: 'not-found' })
  })
})
