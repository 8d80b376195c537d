import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createUpdates, type UpdatesParts } from '../../../../src/main/updates/updates-service.ts'
import type { Versions } from '../../../../src/main/updates/versions-port.ts'
import type { UpdatesState } from '../../../../src/shared/models/index.ts'
import { here, today } from '../../../flow/updates/feed.ts'
import { address, type MemoryFeed } from './memory-feed.ts'

export const minute = 60_000
export const hour = 60 * minute

/** The business over a feed in memory. Each pause is the shortest one. */
export const memoryProduct = (
  feed: MemoryFeed,
  wish: Partial<UpdatesParts> & { readonly home?: string; readonly rolledBack?: string } = {},
) => {
  const home = wish.home ?? mkdtempSync(join(tmpdir(), 'updates-'))
  const is = { at: today.getTime(), auto: true, quiet: true, unused: true, takes: null as Error | null }
  const [shown, log, taken]: [UpdatesState[], string[], unknown[]] = [[], [], []]
  let restarts = 0
  const versions: Versions = {
    installation: { kind: 'appimage' },
    take: async (update) => {
      if (is.takes !== null) throw is.takes
      taken.push(update)
    },
    restart: async () => {
      restarts += 1
    },
    rolledBack: wish.rolledBack === undefined ? null : { version: wish.rolledBack, reason: 'not-ready' },
  }
  const service = createUpdates({
    feed: { address, page: null, keys: feed.keys },
    built: null,
    running: '0.1.0',
    ...{ system: here.system, architecture: here.architecture, server: feed.server, versions },
    ...{ seenPath: join(home, 'updates.json'), folder: join(home, 'updates') },
    clock: () => new Date(is.at),
    ...{ random: () => 0, auto: () => is.auto, isQuiet: () => is.quiet, isUnused: () => is.unused },
    ...{ room: async () => 1e12, pauseMs: 0 },
    show: (view) => void shown.push(view),
    log: (line) => void log.push(line),
    ...wish,
  })
  const view = (): UpdatesState => {
    const last = shown.at(-1)
    if (last === undefined) throw new Error('nothing was shown')
    return last
  }
  const stages = () => shown.splice(0, shown.length - 1).map(({ stage }) => stage.is)
  /** Until this much later, and once round. */
  const pass = (ms: number): Promise<void> => {
    is.at += ms
    return service.tick()
  }
  return { ...{ home, is, shown, log, taken, service, view, stages, pass }, restarts: () => restarts }
}
