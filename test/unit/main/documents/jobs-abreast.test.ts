import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { turn } from '../moments.ts'
import { encrypting, jobsAtWork, signed } from './jobs-at-work.ts'

const never = () => new Promise<never>(() => {})

describe('a job on several files at once', () => {
  it('has as many in hand as its work allows', async () => {
    const { jobs, add, begun, states } = jobsAtWork(never, { abreast: 2 })
    jobs.start(add('a', 'b', 'c'), encrypting)
    await begun('b')
    await turn()
    expect(states()).toEqual(['working', 'working', 'waiting'])
  })

  it('takes the next when one is done', async () => {
    const first = Promise.withResolvers<ReturnType<typeof signed>>()
    const { jobs, add, begun, states } = jobsAtWork((name) => (name === 'a' ? first.promise : never()), {
      abreast: 2,
    })
    jobs.start(add('a', 'b', 'c'), encrypting)
    await begun('b')
    first.resolve(signed('a'))
    await begun('c')
    expect(states()).toEqual(['done', 'working', 'working'])
  })

  it('works on each alone after one of them has ended the process, to find which', async () => {
    const gone = new AssistantError('document-work-ended')
    const both = Promise.withResolvers<never>()
    let begins = 0
    const { jobs, add, is, list, log } = jobsAtWork(
      async (name) => {
        begins += 1
        if (begins === 2) both.reject(gone)
        if (begins <= 2) return both.promise
        if (name === 'a') throw gone
        return signed(name)
      },
      { abreast: 2 },
    )
    jobs.start(add('a', 'b'), encrypting)
    expect(await is('ended')).toMatchObject({ done: 1, failed: 1 })
    expect(log.slice(4, 6)).toEqual(['begin a', 'begin b'])
    expect(list.views().map(({ state }) => state)).toMatchObject([
      { is: 'failed', error: { code: 'document-work-ended' } },
      { is: 'done' },
    ])
  })
})
