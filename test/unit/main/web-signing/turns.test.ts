import { describe, expect, it } from 'vitest'
import { createTurns } from '../../../../src/main/web-signing/turns.ts'

const site = 'https://a.example'

/** Requests of sites; each works until it is told that it is done. */
const begun = () => {
  const turns = createTurns()
  const working: string[] = []
  const ask = (name: string, origin = site, controller = new AbortController()) => {
    const work = Promise.withResolvers<string>()
    const end = turns.take(origin, controller.signal, () => {
      working.push(name)
      return work.promise
    })
    end.catch(() => {})
    return { end, withdraw: () => controller.abort(), done: () => work.resolve(name), fail: work.reject }
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { ask, working, settled }
}

describe('requests of one site', () => {
  it('work one after another, in the order in which they came', async () => {
    const { ask, working, settled } = begun()
    const [a, b, c] = [ask('a'), ask('b'), ask('c')]
    await settled()
    expect(working).toEqual(['a'])
    a.done()
    expect(await a.end).toBe('a')
    await settled()
    expect(working).toEqual(['a', 'b'])
    b.fail(new Error('refused'))
    await expect(b.end).rejects.toThrow('refused')
    await settled()
    expect(working).toEqual(['a', 'b', 'c'])
    c.done()
    await c.end
    ask('d')
    await settled()
    expect(working).toEqual(['a', 'b', 'c', 'd'])
  })

  it('do not wait for those of another site', async () => {
    const { ask, working, settled } = begun()
    ask('a')
    ask('b', 'https://b.example')
    await settled()
    expect(working).toEqual(['a', 'b'])
  })

  it('are refused when eight wait already', async () => {
    const { ask, working, settled } = begun()
    const first = ask('first')
    const waiting = Array.from({ length: 8 }, (_, i) => ask(`${i}`))
    await expect(ask('too many').end).rejects.toMatchObject({ refusal: { code: 'busy' } })
    first.done()
    await settled()
    ask('one more')
    for (const { done } of waiting) {
      done()
      await settled()
    }
    expect(working).toEqual(['first', '0', '1', '2', '3', '4', '5', '6', '7', 'one more'])
  })
})

describe('a request that is withdrawn', () => {
  it('leaves the others in their order', async () => {
    const { ask, working, settled } = begun()
    const [a, b, c] = [ask('a'), ask('b'), ask('c')]
    b.withdraw()
    await expect(b.end).rejects.toMatchObject({ refusal: { code: 'cancelled' } })
    a.done()
    await settled()
    expect(working).toEqual(['a', 'c'])
    c.done()
    await c.end
  })

  it('never begins if it was withdrawn before, and gives nobody a turn when it is withdrawn late', async () => {
    const { ask, working, settled } = begun()
    const controller = new AbortController()
    controller.abort()
    const early = ask('early', site, controller)
    await expect(early.end).rejects.toMatchObject({ refusal: { code: 'cancelled' } })
    const [a, b] = [ask('a'), ask('b'), ask('c')]
    a.done()
    await settled()
    b.withdraw()
    await settled()
    expect(working).toEqual(['a', 'b'])
  })
})
