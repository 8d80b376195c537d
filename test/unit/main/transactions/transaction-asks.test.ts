import { describe, expect, it } from 'vitest'
import { moments } from '../moments.ts'
import { at, done } from './recorded.ts'
import { begun, failing, review } from './transaction-begun.ts'

describe('a transaction whose authority is away', () => {
  const away = { code: 'network-timeout', params: {} }
  const waitSince = (since: Date) => ({
    ...{ for: 'network', since: since.toISOString(), report: away, nextTry: null },
  })
  const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000)
  const failsAt = async (one: ReturnType<typeof begun>, minutes: number) => {
    one.moment.now = later(minutes)
    await one.transaction.ask(failing('network-timeout'))
    return one.transaction.wait()
  }

  it('waits since the first failure, and nothing is wrong with it', async () => {
    const one = begun()
    expect(await failsAt(one, 0)).toEqual(waitSince(later(0)))
    expect(await failsAt(one, 5)).toEqual(waitSince(later(0)))
    expect(one.transaction.error()).toBeNull()
  })

  it.each([
    ['an answer', (one: ReturnType<typeof begun>) => one.transaction.ask(async () => review)],
    ['another failure', (one: ReturnType<typeof begun>) => one.transaction.ask(failing('csr-refused'))],
    ['a step', (one: ReturnType<typeof begun>) => one.transaction.append(done.request)],
  ])('waits anew after %s', async (_, happen) => {
    const one = begun()
    await failsAt(one, 0)
    await happen(one)
    expect(await failsAt(one, 5)).toEqual(waitSince(later(5)))
  })

  it('says when it will ask again, and only then', async () => {
    const one = begun()
    await failsAt(one, 0)
    one.seen.length = 0
    one.transaction.askAgainAt(later(1))
    expect(one.transaction.wait()).toEqual({ ...waitSince(later(0)), nextTry: later(1).toISOString() })
    expect(one.seen).toEqual(['resting'])
  })

  it('says nothing of another try if it waits for something else or for nothing', async () => {
    const one = begun()
    one.transaction.askAgainAt(later(1))
    expect(one.transaction.wait()).toBeNull()
    await one.transaction.ask(async () => review)
    one.seen.length = 0
    one.transaction.askAgainAt(later(1))
    expect([one.transaction.wait(), one.seen]).toEqual([review, []])
  })
})

describe('a transaction that asks', () => {
  it('is seen as waiting until something has changed', async () => {
    const { transaction } = begun()
    const seen: (readonly [running: boolean, asking: boolean])[] = []
    const look = () => seen.push([transaction.running(), transaction.asking()])
    await transaction.ask(async () => {
      look()
      return review
    })
    look()
    await transaction.ask(async () => {
      look()
      await transaction.append(done.request)
      look()
      return review
    })
    look()
    expect(seen).toEqual([
      [true, false],
      [false, false],
      [true, true],
      [true, false],
      [false, false],
    ])
  })

  it('is not seen as asking when a person makes it run', async () => {
    const { transaction } = begun()
    await transaction.ask(async () => review)
    const seen: boolean[] = []
    await transaction.run(null, async () => {
      seen.push(transaction.asking())
      return review
    })
    expect(seen).toEqual([false])
  })

  it('has asked out when its answer is there, and both wait for that', async () => {
    const { transaction } = begun()
    await transaction.askedOut()
    const answer = Promise.withResolvers<null>()
    const over: string[] = []
    const asked = transaction.ask(() => answer.promise).then(() => over.push('asked'))
    const out = transaction.askedOut().then(() => over.push('out'))
    await moments()
    expect(over).toEqual([])
    answer.resolve(null)
    await Promise.all([asked, out])
    expect([over.toSorted(), transaction.running()]).toEqual([['asked', 'out'], false])
  })
})
