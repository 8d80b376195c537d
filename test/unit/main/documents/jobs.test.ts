import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { turn } from '../moments.ts'
import { at, encrypting, jobsAtWork, signed, verifying } from './jobs-at-work.ts'

const never = () => new Promise<never>(() => {})

describe('a job on files', () => {
  it('works on each file in order, and ends with its figures', async () => {
    const { jobs, add, is, log, list, ended } = jobsAtWork(async (name) => signed(name))
    const { jobId } = jobs.start(add('a', 'b'), encrypting)
    const job = {
      ...{ id: jobId, work: 'encrypt', state: { is: 'ended', at } },
      ...{ total: 2, done: 2, failed: 0 },
    }
    expect(await is('ended')).toEqual(job)
    expect(ended).toEqual([job])
    expect(log).toEqual([
      ...['note /nowhere', 'tidy /nowhere', 'begin a', 'begin b'],
      ...['logins end', 'note'],
    ])
    expect(list.views().map(({ state }) => state)).toEqual(
      ['a', 'b'].map((name) => ({ is: 'done', result: signed(name) })),
    )
    expect(list.all().map(({ verdict, judged }) => [verdict, judged])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('takes a file that is named twice once, and each folder once', async () => {
    const { jobs, add, is, log } = jobsAtWork(async (name) => signed(name))
    const ids = add('a', 'b', 'in/c')
    jobs.start([...ids, ...ids], encrypting)
    expect(await is('ended')).toMatchObject({ total: 3, done: 3 })
    expect(log[0]).toBe('note /nowhere /nowhere/in')
  })

  it('only reads when it verifies, so nothing is noted or tidied', async () => {
    const { jobs, add, is, log } = jobsAtWork(async (name) => signed(name))
    jobs.start(add('a'), verifying)
    await is('ended')
    expect(log).toEqual(['tidy', 'begin a', 'logins end', 'note'])
  })

  it('tells how many recipients a file is sealed to', async () => {
    const { jobs, add, is, list } = jobsAtWork(async () => ({ kind: 'encrypted', output: 'x' }))
    jobs.start(add('a'), encrypting)
    await is('ended')
    expect(list.views()[0]?.state).toEqual({
      ...{ is: 'done', result: { kind: 'encrypted', output: 'x', recipients: 2 } },
    })
    jobs.start(add('b'), verifying)
    await is('ended')
    expect(list.views()[1]?.state).toMatchObject({ result: { recipients: 0 } })
  })

  it('begins when the folders are tidy', async () => {
    const tidied = Promise.withResolvers<void>()
    const { jobs, add, is, states, log } = jobsAtWork(async (name) => signed(name), {
      tidy: () => tidied.promise,
    })
    jobs.start(add('a'), encrypting)
    await turn()
    expect([states(), log, jobs.current()?.state.is]).toEqual([['waiting'], ['note /nowhere'], 'running'])
    tidied.resolve()
    await is('ended')
  })

  it('tells the progress of a file in whole percents', async () => {
    const percents: unknown[] = []
    const { jobs, add, is, list } = jobsAtWork(async (name, { told }) => {
      percents.push(list.views()[0]?.state)
      told(12.9)
      percents.push(list.views()[0]?.state)
      return signed(name)
    })
    jobs.start(add('a'), encrypting)
    await is('ended')
    expect(percents).toEqual([0, 12].map((percent) => ({ is: 'working', percent })))
  })

  it('says for the PIN how many files are left, and the name of the last', async () => {
    const { jobs, add, is, asked } = jobsAtWork(async (name) => signed(name), { onKey: () => true })
    jobs.start(add('a', 'b'), encrypting)
    await is('ended')
    expect(asked).toEqual([
      { kind: 'files', count: 2, name: null, onKey: true },
      { kind: 'files', count: 1, name: 'b', onKey: true },
    ])
  })

  it('goes on after a file that failed', async () => {
    const wrong = new AssistantError('document-damaged')
    const fault = new Error('a fault')
    const ends = [wrong, fault]
    const { jobs, add, is, list, unforeseen } = jobsAtWork(async (name) => {
      const end = ends.shift()
      if (end) throw end
      return signed(name)
    })
    jobs.start(add('a', 'b', 'c'), encrypting)
    expect(await is('ended')).toMatchObject({ total: 3, done: 1, failed: 2 })
    expect(list.views().map(({ state }) => state)).toMatchObject([
      { is: 'failed', error: { code: 'document-damaged' } },
      { is: 'failed', error: { code: 'unexpected' } },
      { is: 'done' },
    ])
    expect(unforeseen).toEqual([fault])
  })

  it('is the only one', async () => {
    const { jobs, add, begun, is } = jobsAtWork(async (name) => (name === 'a' ? never() : signed(name)))
    const [one, other] = add('a', 'b')
    expect(jobs.current()).toBeNull()
    jobs.start([one ?? ''], encrypting)
    await begun('a')
    expect(() => jobs.start([other ?? ''], encrypting)).toThrow(
      expect.objectContaining({ code: 'busy-with-other' }),
    )
    expect(await is('running')).toMatchObject({ total: 1 })
  })

  it('can follow one that has ended', async () => {
    const { jobs, add, is } = jobsAtWork(async (name) => signed(name))
    jobs.start(add('a'), encrypting)
    await is('ended')
    const { jobId } = jobs.start(add('a'), encrypting)
    await is('running')
    expect(await is('ended')).toMatchObject({ id: jobId, done: 1 })
  })

  it('does not begin while a file still comes in', () => {
    const { jobs, list } = jobsAtWork(never)
    const id = list.expect('/nowhere/c', 'c', 10)
    expect(() => jobs.start([id], encrypting)).toThrow(expect.objectContaining({ code: 'busy-with-other' }))
    expect(jobs.current()).toBeNull()
  })

  it('is none if what it shall do is refused', () => {
    const { jobs, add, states } = jobsAtWork(never, {
      ready: () => {
        throw new AssistantError('not-found')
      },
    })
    expect(() => jobs.start(add('a'), encrypting)).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect([jobs.current(), states()]).toEqual([null, ['listed']])
  })

  it('is held by a fault of its own', async () => {
    const fault = new Error('no folder')
    const { jobs, add, is, unforeseen } = jobsAtWork(never, { tidy: async () => Promise.reject(fault) })
    jobs.start(add('a'), encrypting)
    expect((await is('held'))?.state).toEqual({ is: 'held', error: { code: 'unexpected', params: {} } })
    expect(unforeseen).toEqual([fault])
  })
})
