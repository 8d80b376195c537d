import { describe, expect, it } from 'vitest'
import { openScope } from '../../../../src/main/web-signing/scope.ts'
import { ScopeLock } from '../../../../src/native/scope-lock.ts'
import type { Token, TokenSession } from '../../../../src/native/token.ts'

/** A token whose logins are counted; it is shared as a real one is. */
const countingToken = () => {
  const lock = new ScopeLock()
  const log: string[] = []
  const withSession: Token['withSession'] = (_pin, work, wanted) =>
    lock.run(async () => {
      log.push('in')
      try {
        return await work({} as TokenSession)
      } finally {
        log.push('out')
      }
    }, wanted)
  return { token: { withSession }, log }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

const setUp = (idleMs = 60_000) => {
  const { token, log } = countingToken()
  let now = 0
  let ended = 0
  const open = <T>(first: () => Promise<T>) =>
    openScope(token, null, first, { idleMs, now: () => now, ended: () => (ended += 1) })
  return { token, log, open, pass: (ms: number) => (now += ms), ended: () => ended }
}

describe('a login that stays open', () => {
  it('logs in once for several uses, and out at the end', async () => {
    const { open, log, ended } = setUp()
    const { answer, scope } = await open(async () => 1)
    expect([answer, await scope.use(async () => 2), await scope.use(async () => 3)]).toEqual([1, 2, 3])
    expect([scope.open, log]).toEqual([true, ['in']])
    scope.end()
    await turn()
    expect([scope.open, log, ended(), await scope.use(async () => 4)]).toEqual([
      false,
      ['in', 'out'],
      1,
      null,
    ])
  })

  it('is none if its first work fails', async () => {
    const { open, log } = setUp()
    await expect(open(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await turn()
    expect(log).toEqual(['in', 'out'])
  })

  it('ends after its idle time, also if the machine slept and no timer ran', async () => {
    const { open, pass } = setUp()
    const { scope } = await open(async () => 1)
    pass(60_001)
    expect(await scope.use(async () => 2)).toBeNull()
    const short = setUp(10)
    const { scope: other } = await short.open(async () => 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect([other.open, short.log]).toEqual([false, ['in', 'out']])
  })

  it('makes way for anybody else, after the use that is under way', async () => {
    const { open, token, log } = setUp()
    const { scope } = await open(async () => 1)
    let finish: () => void = () => undefined
    const using = scope.use(() => new Promise<string>((resolve) => (finish = () => resolve('done'))))
    const business = token.withSession(null, async () => 'mine')
    await turn()
    expect([scope.open, log]).toEqual([false, ['in']])
    finish()
    expect([await using, await business, log]).toEqual(['done', 'mine', ['in', 'out', 'in', 'out']])
  })
})
