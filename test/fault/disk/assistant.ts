import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isFresh } from '../../../scripts/build.mjs'
import { type Application, createApplication } from '../../../src/main/application.ts'
import { openLog } from '../../../src/main/log/log.ts'
import { openHome } from '../../../src/main/shell/home.ts'
import { lockHome } from '../../../src/main/shell/home-lock.ts'
import { ownClient } from '../../../src/main/shell/own-client.ts'
import { answerSecondStarts } from '../../../src/main/shell/second-start.ts'
import type { Shell } from '../../../src/main/shell/shell.ts'
import { createWebShell } from '../../../src/main/shell/web/web-shell.ts'
import type { Child, Fork } from '../../../src/native/host/child.ts'
import { isAssistantError } from '../../../src/shared/errors/index.ts'
import type { Snapshot } from '../../../src/shared/models/index.ts'
import { captchaAnswer } from '../../house/issuance.ts'

/** The built authority starts several times as fast as its sources; both are the same program. */
const bundle = join(import.meta.dirname, '../../../out', isFresh() ? 'main' : 'none')

/** Long enough for a machine that does many other things; whoever waits longer has been forgotten. */
const patience = 60_000

/** The whole application over a data folder, spoken to by its contract as a window does. */
export type Assistant = {
  readonly client: ReturnType<typeof ownClient>
  snapshot(): Snapshot
  /** The first snapshot that satisfies the question. */
  shows(what: string, question: (snapshot: Snapshot) => boolean): Promise<Snapshot>
  /** How many snapshots there have been. */
  changes(listener: () => void): () => void
  /** The text of the newest message that the authority sent. */
  lastMessage(): string
  /** Addresses that were to be opened in a browser. */
  readonly opened: readonly string[]
  /** What nobody foresaw, and what could not be put into words. */
  readonly strange: string[]
  /** At once: what it has started is not given the time to end by itself. */
  stop(how?: 'well' | 'at-once'): Promise<void>
}

export const inTime = async <T>(what: string, work: Promise<T>): Promise<T> => {
  const late = new AbortController()
  const tooLate = sleep(patience, undefined, { signal: late.signal }).then(() => {
    throw new Error(`${what}: nothing for ${patience / 1000} s`)
  })
  tooLate.catch(() => {}) // cancelled, because the work came first
  return Promise.race([work, tooLate]).finally(() => late.abort())
}

/** What a call was refused with; anything that is no refusal of the catalogue is thrown. */
export const refusalOf = (error: unknown): string => {
  if (isAssistantError(error)) return error.code
  const data = error instanceof Error && 'data' in error ? error.data : null
  if (typeof data === 'object' && data !== null && 'code' in data) return String(data.code)
  throw error
}

/** Children of the application, so that one can wait for their ends. */
type Watched = { readonly child: Child; readonly end: Promise<void> }
const watchedFork = (fork: Fork, children: Watched[]): Fork => {
  return (entry, argument, program) => {
    const child = fork(entry, argument, program)
    children.push({ child, end: new Promise((resolve) => child.onExit(() => resolve())) })
    return child
  }
}

export type AssistantOptions = {
  readonly home: string
  /** Where `drivers/` and `issuers/` lie. */
  readonly resources: string
}

/** Starts as the web shell does, but for its pages. Whatever keeps it from starting is thrown. */
export const openAssistant = async ({ home, resources }: AssistantOptions): Promise<Assistant> => {
  const [opened, strange, children]: [string[], string[], Watched[]] = [[], [], []]
  const web = createWebShell({ bundle, pages: () => 1, quit: () => {}, command: [] })
  const shell: Shell = {
    ...web,
    fork: watchedFork(web.fork, children),
    openExternal: async (url) => void opened.push(url),
    openPath: async (path) => void opened.push(path),
    setAutostart: async () => {},
    resolveProxy: async () => 'DIRECT',
  }
  openHome(home)
  const lock = lockHome(home)
  if (lock === null) throw new Error('the data folder is in use')
  const log = openLog({ folder: join(home, 'logs'), now: () => new Date() })
  const accident = (error: unknown): void =>
    void strange.push(`nobody caught: ${error instanceof Error ? error.stack : String(error)}`)
  process.on('unhandledRejection', accident)
  process.on('uncaughtException', accident)
  let stopAnswering = (): void => {}
  let application: Application | null = null
  const stop = async (how: 'well' | 'at-once' = 'well'): Promise<void> => {
    stopAnswering()
    await application?.stop()
    if (how === 'at-once') for (const { child } of children) child.kill()
    await inTime('the end of the child processes', Promise.all(children.map(({ end }) => end)))
    lock.release()
    process.off('unhandledRejection', accident)
    process.off('uncaughtException', accident)
  }
  try {
    application = createApplication({
      home,
      version: '0',
      resources,
      build: join(resources, 'none'),
      captchaAnswer,
      shell,
      log: (text) => {
        // The stack of what is no refusal of the catalogue.
        if (/^\w*Error\b.*\n\s+at /.test(text)) strange.push(text)
        log.write(text)
      },
    })
    const { state, serve, start } = application
    stopAnswering = await answerSecondStarts(home, {
      answerNow: () => ({ shell: 'electron' }),
      diagnose: async () => '',
      quit: () => {},
    })
    await start()
    const shows: Assistant['shows'] = (what, question) => {
      let leave = (): void => {}
      const seen = new Promise<Snapshot>((resolve) => {
        leave = state.subscribe((snapshot) => {
          if (question(snapshot)) resolve(snapshot)
        })
        if (question(state.current())) resolve(state.current())
      })
      return inTime(what, seen).finally(() => leave())
    }
    return {
      client: ownClient(serve),
      snapshot: state.current,
      shows,
      changes: state.subscribe,
      opened,
      strange,
      lastMessage: () => {
        const database = new DatabaseSync(join(home, 'authority', 'ra.db'))
        try {
          return String(
            database.prepare('SELECT text FROM outbox ORDER BY seq DESC LIMIT 1').get()?.text ?? '',
          )
        } finally {
          database.close()
        }
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
