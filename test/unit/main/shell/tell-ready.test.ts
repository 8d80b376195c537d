import { describe, expect, it } from 'vitest'
import { createServer, type Handlers } from '../../../../src/main/contract/router.ts'
import { tellReady } from '../../../../src/main/shell/versions.ts'
import { snapshotHandlers } from '../../../../src/main/snapshot/handlers.ts'
import type { ProductVersions } from '../../../../src/main/versions/versions.ts'
import type { Snapshot } from '../../../../src/shared/models/index.ts'
import { calmState } from '../calm-state.ts'
import { turn } from '../moments.ts'

const setUp = ({ isNew = true, autostart = true, fails = false } = {}) => {
  const state = calmState(() => new Date('2026-11-20T02:00:00.000Z'))
  const { settings } = state.current()
  state.change({ settings: { ...settings, autostart } })
  const log: string[] = []
  const first = Promise.withResolvers<void>()
  async function* watch(signal: AbortSignal | undefined): AsyncGenerator<Snapshot> {
    await first.promise
    yield* state.watch(signal)
  }
  const handlers = snapshotHandlers({ watch, refresh: async () => {} })
  const versions = {
    isNew: () => isNew,
    ready: () => void log.push('ready'),
  } as unknown as ProductVersions
  const ready = tellReady({
    application: { serve: createServer(handlers as unknown as Handlers, () => {}), state },
    ...{ versions, version: '1.2.3', log: { write: (line) => void log.push(line.split('\n')[0] ?? '') } },
    shell: {
      setAutostart: async (on) => {
        log.push(`autostart ${on}`)
        if (fails) throw new Error('no')
      },
    },
  })
  return { ready, log, answer: first.resolve }
}

describe('a version is told to work', () => {
  it.each([
    [{}, ['autostart true', 'ready']],
    [{ autostart: false }, ['ready']],
    [{ isNew: false }, ['ready']],
    [{ fails: true }, ['autostart true', 'entries of the system: Error: no', 'ready']],
  ])('after the system knows of it (%j)', async (change, log) => {
    const made = setUp(change)
    made.answer()
    await made.ready
    expect(made.log).toEqual(log)
  })

  it('when the contract has given its first snapshot, and not before', async () => {
    const { ready, log, answer } = setUp()
    await turn()
    await turn()
    expect(log).toEqual([])
    answer()
    await ready
    expect(log).toEqual(['autostart true', 'ready'])
  })
})
