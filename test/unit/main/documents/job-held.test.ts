import { afterEach, describe, expect, it, vi } from 'vitest'
import type { JobLogins } from '../../../../src/main/documents/job-logins.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { turn, turnsUntil } from '../moments.ts'
import { at, encrypting } from './jobs-at-work.ts'
import { held } from './jobs-in-hand.ts'

afterEach(() => {
  vi.useRealTimers()
})
const fake = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })

describe('a job that is held', () => {
  it('keeps its file for when it goes on, and gives its logins up before that is seen', async () => {
    const { jobs, add, is, inHand, fails, done, states, log } = held()
    jobs.start(add('a', 'b'), encrypting)
    await inHand('a')
    fails('a', new AssistantError('token-removed'))
    expect((await is('held'))?.state).toEqual({ is: 'held', error: { code: 'token-removed', params: {} } })
    expect([states(), log.at(-1), jobs.current()]).toMatchObject([
      ['waiting', 'waiting'],
      'logins end',
      { done: 0, failed: 0, total: 2 },
    ])
    await turn()
    jobs.goOn()
    await inHand('a')
    done('a')
    await inHand('b')
    done('b')
    expect(await is('ended')).toMatchObject({ done: 2, failed: 0 })
  })

  it('is not wanted at all if the person refuses before anything was done', async () => {
    const { jobs, add, is, inHand, fails, states } = held()
    jobs.start(add('a', 'b'), encrypting)
    await inHand('a')
    fails('a', new AssistantError('cancelled-by-user'))
    expect(await is('ended')).toMatchObject({ done: 0, failed: 0 })
    expect(states()).toEqual(['listed', 'listed'])
  })

  it.each([
    ['done', undefined],
    ['failed', new AssistantError('document-damaged')],
  ] as const)('is only held if the person refuses after a file was %s', async (_, end) => {
    const { jobs, add, is, inHand, fails, done } = held()
    jobs.start(add('a', 'b'), encrypting)
    await inHand('a')
    if (end) fails('a', end)
    else done('a')
    await inHand('b')
    fails('b', new AssistantError('cancelled-by-user'))
    expect((await is('held'))?.state).toMatchObject({ error: { code: 'cancelled-by-user' } })
  })
})

describe('a job that is cancelled', () => {
  it('leaves what was not done as it was listed', async () => {
    const { jobs, add, inHand, done, states, ended, log, unforeseen } = held()
    jobs.start(add('a', 'b', 'c'), encrypting)
    await inHand('a')
    done('a')
    await inHand('b')
    await jobs.cancel()
    expect(states()).toEqual(['done', 'listed', 'listed'])
    expect(ended).toMatchObject([{ state: { is: 'ended', at }, total: 3, done: 1, failed: 0 }])
    expect([log.slice(-2), unforeseen]).toEqual([['logins end', 'note'], []])
  })

  it('can be cancelled while it is held', async () => {
    const { jobs, add, is, inHand, fails } = held()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    fails('a', new AssistantError('pin-locked'))
    await is('held')
    await turn()
    await jobs.cancel()
    expect(jobs.current()?.state).toEqual({ is: 'ended', at })
  })
})

describe('jobs that stop', () => {
  it('stop the worker, and nothing else if none is at work', async () => {
    const { jobs, log } = held()
    await jobs.stop()
    expect(log).toEqual(['worker stops'])
  })

  it('end the file at hand and their logins before the worker', async () => {
    const { jobs, add, inHand, log, ended, files } = held()
    jobs.start(add('a', 'b'), encrypting)
    await inHand('a')
    await jobs.stop()
    expect(log.slice(-2)).toEqual(['logins end', 'worker stops'])
    expect([ended, files.has('b')]).toEqual([[], false])
  })

  it('give no logins up later', async () => {
    const { jobs, add, inHand, log } = held()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    fake()
    jobs.pause()
    await jobs.stop()
    expect([vi.getTimerCount(), log.at(-1)]).toEqual([0, 'worker stops'])
  })
})

describe('a job whose logins take a while to end', () => {
  const slow = () => {
    const over = Promise.withResolvers<void>()
    const noUse = async (): Promise<never> => {
      throw new Error('nobody should use a key')
    }
    const logins: JobLogins = {
      ...{ use: noUse, isOpen: () => false, known: () => new Set<string>() },
      end: () => over.promise,
    }
    return { ...held({ logins }), over }
  }

  it('ends once, also if it is cancelled meanwhile', async () => {
    const { jobs, add, inHand, done, until, ended, over } = slow()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    done('a')
    await until((job) => job?.done === 1)
    await turn()
    const cancelled = jobs.cancel()
    await turn()
    expect([ended, jobs.current()?.state.is]).toEqual([[], 'running'])
    over.resolve()
    await cancelled
    expect(ended).toMatchObject([{ state: { is: 'ended', at }, done: 1 }])
  })

  it('is seen as held when they have ended', async () => {
    const { jobs, add, is, inHand, fails, states, over } = slow()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    fails('a', new AssistantError('token-removed'))
    await turnsUntil(() => states()[0] === 'waiting')
    await turn()
    expect(jobs.current()?.state.is).toBe('running')
    over.resolve()
    await is('held')
  })

  it('is held with what went wrong if they cannot end', async () => {
    const { jobs, add, is, inHand, done, unforeseen, over } = slow()
    jobs.start(add('a'), encrypting)
    await inHand('a')
    done('a')
    const fault = new Error('a fault')
    over.reject(fault)
    expect((await is('held'))?.state).toMatchObject({ error: { code: 'unexpected' } })
    expect(unforeseen).toEqual([fault])
  })
})
