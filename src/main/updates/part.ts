import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { isQuiet, isUnused } from '../../shared/updates/quiet.ts'
import type { Ground } from '../house/ground.ts'
import { stackOf } from '../log/stack-of.ts'
import type { Notices } from '../notices/notices.ts'
import { builtAt, readFeedData } from './build-feed.ts'
import { createFeedServer } from './feed-server.ts'
import { updatesHandlers } from './handlers.ts'
import { takenBackKey, updateNotices } from './update-notices.ts'
import { createUpdates } from './updates-service.ts'
import { onlyTold, type Versions } from './versions-port.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell' | 'clock' | 'log' | 'words'> & {
  readonly notices: Pick<Notices, 'of'>
  /** The folder with `updates/feed.json`. */
  readonly resources: string
  /** The build, with `built.json`. */
  readonly build: string
  readonly versions?: Versions | undefined
}

/** How often to look whether it is time for something. */
const tickMs = 60_000

const systems: Partial<Readonly<Record<NodeJS.Platform, string>>> = { win32: 'windows', linux: 'linux' }

export const updatesPart = (needs: Needs) => {
  const { home, state, shell, clock, log, words, notices, resources, build, versions = onlyTold } = needs
  const feed = readFeedData(resources, log)
  const running = state.current().about.version
  const service = createUpdates({
    ...{ feed, versions, clock, log, running, built: builtAt(build) },
    system: systems[process.platform] ?? process.platform,
    architecture: process.arch,
    seenPath: join(home, 'updates.json'),
    folder: join(home, 'updates'),
    server: createFeedServer({ proxy: () => state.current().settings.proxy, shell }),
    auto: () => state.current().settings.autoUpdate,
    isQuiet: () => isQuiet(state.current()),
    isUnused: () => isUnused(state.current()) && !shell.windowVisible(),
    show: (updates) => state.change({ updates }),
  })
  const own = notices.of('updates')
  const tell = (): void => {
    const { updates, settings } = state.current()
    const about = { running, auto: settings.autoUpdate, takenBack: service.takenBack(), words: words() }
    own.show(updateNotices(updates, about))
  }
  /** The person has dismissed the notice, so it is told no more, also after the next start. */
  const hearDismissal = (): void => {
    const version = service.takenBack()
    const id = version === null ? null : `updates ${takenBackKey(version)}`
    if (id !== null && !state.current().notices.some((notice) => notice.id === id)) service.readTakenBack()
  }
  const tick = (): void => void service.tick().catch((error: unknown) => log(stackOf(error)))
  const timer = { now: undefined as NodeJS.Timeout | undefined }
  return {
    service,
    handlers: updatesHandlers({
      ...service,
      openPage: async () => {
        if (feed.page === null) throw new AssistantError('not-found')
        await shell.openExternal(feed.page)
      },
    }),
    start: () => {
      service.begin()
      tell()
      state.follow(({ notices: all }) => [all], hearDismissal)
      state.follow(({ updates, settings }) => [updates, settings.autoUpdate, settings.language], tell)
      timer.now = setInterval(tick, tickMs).unref()
    },
    stop: () => {
      clearInterval(timer.now)
      service.stop()
    },
  }
}
