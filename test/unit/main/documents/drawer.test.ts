import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { moments } from '../moments.ts'
import { bytes, drawing, heard, partAnswer } from './drawing.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a process that draws files', () => {
  it('begins with the first question and is kept for the next', async () => {
    const { drawer, process, processes, log } = drawing()
    expect(processes).toEqual([])
    const first = heard(drawer.part('/a', 'v', 7))
    await moments()
    expect(process().asked).toEqual([{ ask: 'part', path: '/a', version: 'v', offset: 7 }])
    await process().answer(partAnswer)
    expect(first).toEqual([bytes])
    drawer.page('/a', 'v', 3).catch(() => {})
    drawer.open('/b').catch(() => {})
    await moments()
    expect(process().asked[1]).toEqual({ ask: 'page', path: '/a', version: 'v', page: 3 })
    expect(log).toEqual([`begin drawing-worker ${globalThis.process.pid}`])
  })

  it('is asked one question after another', async () => {
    const { drawer, process } = drawing()
    const [first, second] = [heard(drawer.part('/a', 'v', 0)), heard(drawer.part('/a', 'v', 1))]
    await moments()
    expect(process().asked).toHaveLength(1)
    await process().answer(partAnswer)
    expect([first, second, process().asked.length]).toEqual([[bytes], [], 2])
    await process().answer(partAnswer)
    expect(second).toEqual([bytes])
  })

  it('tells its refusal and goes on', async () => {
    const { drawer, process, log } = drawing()
    const asked = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process().answer({
      say: 'failed',
      failure: { report: { code: 'not-found', params: {} }, words: '' },
    })
    const next = heard(drawer.part('/a', 'v', 1))
    await moments()
    await process().answer(partAnswer)
    expect([asked, next, log.length]).toEqual([['not-found'], [bytes], 1])
  })

  it('is not believed if it answers something else than it was asked', async () => {
    const { drawer, process } = drawing()
    for (const ask of [() => drawer.open('/a'), () => drawer.page('/a', 'v', 0)]) {
      const asked = heard(ask())
      await moments()
      await process().answer(partAnswer)
      expect(asked).toEqual(['document-drawing-ended'])
    }
  })

  it('ends if it answers nonsense, and another begins', async () => {
    const { drawer, process, log } = drawing()
    const asked = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process().answer({ say: 'nonsense' })
    expect([asked, log.slice(1)]).toEqual([['document-drawing-ended'], ['kill 0']])
    const next = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process(0).answer(partAnswer)
    expect(next).toEqual([])
    await process(0).exit()
    expect(next).toEqual([])
    await process(1).answer(partAnswer)
    expect(next).toEqual([bytes])
  })

  it('may end by itself, and another begins', async () => {
    const { drawer, process } = drawing()
    const asked = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process().exit()
    expect(asked).toEqual(['document-drawing-ended'])
    const next = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process(1).answer(partAnswer)
    expect(next).toEqual([bytes])
  })

  it('is heard only while it is asked', async () => {
    const { drawer, process } = drawing()
    await moments()
    const asked = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process().answer(partAnswer)
    await process().answer({ say: 'nonsense' })
    await process().exit()
    const next = heard(drawer.part('/a', 'v', 0))
    await moments()
    await process(1).answer(partAnswer)
    expect([asked, next]).toEqual([[bytes], [bytes]])
  })
})
