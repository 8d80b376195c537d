import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { AssistantError } from '../../../../../src/shared/errors/index.ts'
import { turn } from '../../moments.ts'
import { playedWorker, result, taskIn } from './played-worker.ts'

const ended = { code: 'document-work-ended' }
const odd = { kind: 'ofd', outcome: 'valid', signatures: Uint8Array.of(1), reasons: [] }

describe('a task for the process of files', () => {
  it('is begun there, tells how far it is, and ends with its result', async () => {
    const { run, process, begun, folder, told } = playedWorker()
    const { outcome, heard } = run()
    expect(begun).toEqual([`document-worker ${globalThis.process.pid}`])
    expect(process().asked).toEqual([{ say: 'begin', id: 1, task: taskIn(folder) }])
    await process().says({ say: 'progress', id: 1, percent: 40 })
    await process().says({ say: 'writing', id: 1, temporary: 'x' })
    await process().says({ say: 'done', id: 2, result })
    expect([told, heard]).toEqual([[40], []])
    await process().says({ say: 'done', id: 1, result })
    expect(await outcome).toEqual(result)
  })

  it('fails with what the process says', async () => {
    const { run, process } = playedWorker()
    const [one, two] = [run(), run()]
    const report = { code: 'document-gone', params: {} }
    await process().says({ say: 'failed', id: 1, failure: { report, words: '' } })
    await process().says({ say: 'failed', id: 2, failure: { report: null, words: 'odd' } })
    expect([one.heard, two.heard]).toMatchObject([[{ code: 'document-gone' }], [{ message: 'odd' }]])
    expect(process().killed).toBe(0)
  })

  it('shares the process with others', async () => {
    const { run, process, begun } = playedWorker()
    const [one, two] = [run(), run()]
    expect([begun.length, process().asked.map(({ id }) => id)]).toEqual([1, [1, 2]])
    await process().says({ say: 'done', id: 2, result })
    expect([one.heard, two.heard]).toEqual([[], [result]])
    await process().says({ say: 'done', id: 1, result })
    expect(one.heard).toEqual([result])
  })
})

describe('what a task wishes', () => {
  it('is granted', async () => {
    const key = Uint8Array.of(1, 2)
    const asked: unknown[] = []
    const note =
      <Answer>(answer: Answer) =>
      async (...args: readonly unknown[]): Promise<Answer> => {
        asked.push(args)
        return answer
      }
    const { run, process } = playedWorker()
    run({
      sign: note(Uint8Array.of(3)),
      openKey: note({ kind: 'shown', key } as const),
      openPart: note(Uint8Array.of(4)),
    })
    const [digest, head, iv, data] = [5, 6, 7, 8].map((n) => Uint8Array.of(n))
    await process().says({ say: 'wish', id: 1, wish: { wants: 'sign', digest, scheme: 'sm2-digest' } })
    await process().says({ say: 'wish', id: 1, wish: { wants: 'open-key', head } })
    await process().says({ say: 'wish', id: 1, wish: { wants: 'open-part', iv, data, last: true } })
    expect(asked).toEqual([[digest, 'sm2-digest'], [head], [iv, data, true]])
    expect(process().asked.slice(1)).toEqual([
      { say: 'granted', id: 1, value: Uint8Array.of(3) },
      { say: 'granted', id: 1, value: { kind: 'shown', key: Uint8Array.of(1, 2) } },
      { say: 'granted', id: 1, value: Uint8Array.of(4) },
    ])
    expect(key).toEqual(Uint8Array.of(0, 0))
  })

  it('may be refused, and then the task fails with the very error', async () => {
    const error = new AssistantError('token-removed')
    const { run, process } = playedWorker()
    const { heard } = run({ sign: () => Promise.reject(error) })
    const wish = { wants: 'sign', digest: Uint8Array.of(5), scheme: 'sm2-digest' } as const
    await process().says({ say: 'wish', id: 1, wish })
    const failure = { report: { code: 'token-removed', params: {} }, words: expect.any(String) }
    expect(process().asked[1]).toMatchObject({ say: 'refused', id: 1, failure })
    await process().says({ say: 'failed', id: 1, failure: { report: null, words: 'another' } })
    expect(heard[0]).toBe(error)
  })
})

describe('a process that ends', () => {
  it('fails all that it had in hand, and another begins with the next', async () => {
    const { run, process, begun } = playedWorker()
    const [one, two] = [run(), run()]
    await process().exits()
    await expect(one.outcome).rejects.toMatchObject(ended)
    await expect(two.outcome).rejects.toMatchObject(ended)
    run()
    expect([begun.length, process(1).asked.map(({ id }) => id)]).toEqual([2, [3]])
  })

  it('has what it left tidied up when it is gone, and not before', async () => {
    const { run, process, folder, controller } = playedWorker()
    const own = `.cert-assistant-00000000-1-${'0'.repeat(16)}.part`
    writeFileSync(join(folder, own), '')
    const { outcome, heard } = run()
    controller.abort(new Error('the person'))
    await turn()
    expect([process().killed, heard]).toEqual([1, []])
    await process().exits()
    await expect(outcome).rejects.toThrow('the person')
    // That one is of another computer.
    expect(readdirSync(folder)).toEqual([own])
  })

  it.each([
    ['more than all', { say: 'progress', percent: 101 }],
    ['bytes in place of a list', { say: 'done', result: { kind: 'verified', verdict: odd } }],
    ['nothing', {}],
  ])('is ended if it answers nonsense: %s', async (_, message) => {
    const { run, process } = playedWorker()
    const { outcome } = run()
    await process().says({ id: 1, ...message })
    expect(process().killed).toBe(1)
    await process().exits()
    await expect(outcome).rejects.toMatchObject(ended)
  })

  it('is ended with the program', async () => {
    const { run, process, worker } = playedWorker()
    const { outcome } = run()
    worker.stop()
    expect(process().killed).toBe(1)
    await process().exits()
    await expect(outcome).rejects.toMatchObject(ended)
  })
})

describe('a task that is withdrawn', () => {
  it('before it begins starts nothing', async () => {
    const { run, controller, begun } = playedWorker()
    controller.abort(new Error('too late'))
    await expect(run().outcome).rejects.toThrow('too late')
    expect(begun).toEqual([])
  })

  it('after it has ended ends nothing', async () => {
    const { run, process, controller } = playedWorker()
    const { outcome } = run()
    await process().says({ say: 'done', id: 1, result })
    await outcome
    controller.abort()
    expect(process().killed).toBe(0)
  })
})

describe('a process that has nothing to do', () => {
  it('ends after a minute, unless something comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { run, process, begun } = playedWorker()
    const first = run()
    vi.advanceTimersByTime(120_000)
    await process().says({ say: 'done', id: 1, result })
    await first.outcome
    vi.advanceTimersByTime(59_999)
    const [second, third] = [run(), run()]
    await process().says({ say: 'done', id: 2, result })
    await second.outcome
    vi.advanceTimersByTime(120_000)
    expect([process().killed, begun.length]).toEqual([0, 1])
    await process().says({ say: 'done', id: 3, result })
    await third.outcome
    vi.advanceTimersByTime(59_999)
    expect(process().killed).toBe(0)
    vi.advanceTimersByTime(1)
    expect(process().killed).toBe(1)
  })
})
