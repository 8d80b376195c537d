import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ToWorker } from '../../../../src/main/documents/file-work/messages.ts'
import { documentsPart } from '../../../../src/main/documents/part.ts'
import type { Shell } from '../../../../src/main/shell/shell.ts'
import type { Child } from '../../../../src/native/host/child.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { calmState } from '../calm-state.ts'
import { verdict } from './verdicts.ts'

const now = new Date('2026-11-20T02:00:00.000Z')

/** Documents whose process of file work is played by the test. */
const setUp = () => {
  const home = mkdtempSync(join(tmpdir(), 'documents-'))
  const state = calmState(() => now)
  const asked: ToWorker[] = []
  const begun: string[] = []
  const log: string[] = []
  let hear: (message: unknown) => void = () => {}
  let leave: () => void = () => {}
  let wake = (): void => {}
  const fork = (entry: string): Child => {
    begun.push(entry)
    return {
      pid: 1,
      send: (message) => {
        asked.push(message as ToWorker)
        wake()
      },
      kill: () => leave(),
      onMessage: (listener) => {
        hear = listener
      },
      onExit: (listener) => {
        leave = () => listener(0)
      },
    }
  }
  const part = documentsPart({
    ...{ home, state, clock: () => now, log: (line) => void log.push(line), words: () => texts('zh-CN') },
    shell: { fork, chooseFiles: null, openPath: async () => true } as unknown as Shell,
    issuerSet: { issuers: [] },
    keyring: {
      current: () => ({ settled: true, tokens: [], troubles: [], drivers: [], softTroubles: [] }),
    },
    prompts: { askPin: async () => ({ outcome: 'refused' }) },
    tokens: { find: () => undefined, standing: () => 'good' },
    issuers: { known: () => null, issuerOf: () => null },
    decryptionRehearsal: { seen: { find: () => null, all: () => [] } as never },
  })
  onTestFinished(() => {
    part.stop()
    rmSync(home, { recursive: true, force: true })
  })
  const put = (name: string): string => {
    writeFileSync(join(home, name), name)
    return join(home, name)
  }
  const task = async (): Promise<ToWorker> => {
    for (;;) {
      const next = asked.shift()
      if (next !== undefined) return next
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const percent = (): number | null => {
    const [one] = state.current().documents
    return one?.state.is === 'working' ? one.state.percent : null
  }
  const says = async (message: object): Promise<void> => {
    hear({ id: 1, ...message })
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { home, state, part, put, task, percent, says, begun, log }
}

describe('documents', () => {
  it('are shown as soon as they were added', async () => {
    const { part, put, state, begun } = setUp()
    const { added } = await part.service.add({ paths: [put('a.txt'), put('b.txt')] })
    expect(state.current().documents.map(({ id, name }) => [id, name])).toEqual([
      [added[0], 'a.txt'],
      [added[1], 'b.txt'],
    ])
    expect([state.current().documentJob, begun]).toEqual([null, []])
  })

  it('are worked on in a process of its own, and shown no more often than a person sees', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { part, put, state, task, percent, says, begun } = setUp()
    const { added } = await part.service.add({ paths: [put('a.txt')] })
    const job = await part.service.start({ fileIds: [...added], work: { kind: 'verify' } })
    expect(await task()).toMatchObject({ say: 'begin', task: { kind: 'verify', trust: { crls: [], now } } })
    expect([begun, state.current().documentJob?.id]).toEqual([['document-worker'], job.jobId])
    vi.advanceTimersByTime(1_000)
    await says({ say: 'progress', percent: 10 })
    expect(percent()).toBe(10)
    await says({ say: 'progress', percent: 20 })
    vi.advanceTimersByTime(199)
    await says({ say: 'progress', percent: 30 })
    expect(percent()).toBe(10)
    vi.advanceTimersByTime(1)
    expect(percent()).toBe(30)
    await says({ say: 'done', result: { kind: 'verified', verdict: verdict() } })
    expect(state.current().documentJob?.state).toEqual({ is: 'ended', at: now.toISOString() })
    expect(state.current().documents[0]?.state).toMatchObject({ is: 'done', result: { outcome: 'valid' } })
  })

  it('are noted with their folder while something is written there', async () => {
    const { part, put, home, task, says } = setUp()
    const { added } = await part.service.add({ paths: [put('a.txt')] })
    const note = join(home, 'document-work.json')
    expect(existsSync(note)).toBe(false)
    await part.service.start({ fileIds: [...added], work: { kind: 'decrypt' } })
    expect(JSON.parse(readFileSync(note, 'utf8')).folders).toEqual([home])
    expect(await task()).toMatchObject({
      task: { kind: 'decrypt', mark: texts('zh-CN').documentReport.marks.opened },
    })
    await says({ say: 'done', result: { kind: 'decrypted', output: 'a', verdict: null } })
    expect(existsSync(note)).toBe(false)
  })
})
