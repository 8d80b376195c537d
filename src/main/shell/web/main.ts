import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Application, createApplication } from '../../application.ts'
import { type Log, openLog } from '../../log/log.ts'
import { createVersions, type ProductVersions } from '../../versions/versions.ts'
import { noted, watchForAccidents } from '../accidents.ts'
import { createDoors, type Doors, doorFile } from '../door.ts'
import { chooseHome, openHome } from '../home.ts'
import { type HomeLock, lockHome } from '../home-lock.ts'
import { quitRunning } from '../quit-running.ts'
import { placesFrom } from '../resources.ts'
import { answerSecondStarts, askRunning, usualPatience } from '../second-start.ts'
import { keepHeapSmall } from '../small-heap.ts'
import { CannotStart, startFailureLine, startFailureOf, terminalLanguage } from '../start-failure.ts'
import { excuseKnown, tellReady } from '../versions.ts'
import { openWithSystem } from './browser.ts'
import { readWebFlags, type WebFlags } from './flags.ts'
import { startWebServer, type WebServer } from './server.ts'
import { createWebShell } from './web-shell.ts'

const longestGoodbye = 1_500

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const ready = (url: string): void => void process.stdout.write(`READY ${JSON.stringify({ url })}\n`)

const alreadyRunning = { kind: 'report', report: { code: 'already-running', params: {} } } as const

/** The folder is in use, so this shows the way to the assistant that uses it. */
const joinRunning = async (home: string, flags: WebFlags): Promise<void> => {
  const running = await askRunning(home, usualPatience, flags.files)
  if (running === null) throw new CannotStart(alreadyRunning)
  versions.excuse()
  say(startFailureLine(alreadyRunning, terminalLanguage()))
  if (running.shell === 'electron') return
  ready(running.url)
  if (flags.open && running.door !== null) await openWithSystem(doorFile(home, running.door))
}

type Running = {
  readonly application: Application
  readonly server: WebServer
  readonly doors: Doors
  readonly lock: HomeLock
  readonly stopAnswering: () => void
  readonly log: Log
}

/** What decides how this process ends, and where its words go before the log is open. */
const own = { quit: (): void => process.exit(0), write: say }
const versions: ProductVersions = createVersions({
  program: process.execPath,
  env: process.env,
  log: (line) => own.write(line),
  quit: () => own.quit(),
})

/** Ends in time even if a part does not, because the person who closed it must not wait. */
const goodbye = ({ application, server, doors, lock, stopAnswering, log }: Running): (() => void) => {
  let leaving = false
  return () => {
    if (leaving) return
    leaving = true
    const late = setTimeout(() => process.exit(versions.exitCode()), longestGoodbye)
    stopAnswering()
    doors.closeAll()
    Promise.all([application.stop(), server.close()])
      .catch(noted(log, 'stop'))
      .finally(() => {
        clearTimeout(late)
        lock.release()
        process.exit(versions.exitCode())
      })
  }
}

/** A new way in: the address for a terminal, and the file that leads there for the system's browser. */
const invite = (server: WebServer, doors: Doors) => {
  const { url, token } = server.freshAddress()
  return { url, door: doors.open(url, token) }
}

/** A hidden start has no terminal, and its output may end in a log, so it prints no way in. */
const showWayIn = (home: string, server: WebServer, doors: Doors, flags: WebFlags): void => {
  if (flags.hidden) ready(`${server.origin}/`)
  else if (!flags.open) ready(server.freshAddress().url)
  else {
    const { url, door } = invite(server, doors)
    ready(url)
    if (door !== null) void openWithSystem(doorFile(home, door))
  }
}

const serve = async (home: string, lock: HomeLock, flags: WebFlags, log: Log): Promise<void> => {
  const places = placesFrom(import.meta.dirname, null)
  let pages = (): number => 0
  const again = versions.launcher === null ? [process.execPath, process.argv[1] ?? ''] : [versions.launcher]
  const shell = createWebShell({
    bundle: places.bundle,
    pages: () => pages(),
    quit: () => own.quit(),
    command: [...again, '--hidden', '--home', home],
  })
  const application = createApplication({
    home,
    version: places.version,
    resources: places.resources,
    build: places.build,
    log: log.write,
    ...{ shell, versions },
    ...(flags.captchaAnswer === undefined ? {} : { captchaAnswer: flags.captchaAnswer }),
  })
  const doors = createDoors(home)
  const server = await startWebServer({
    port: flags.port,
    root: places.pages,
    serve: application.serve,
    forgotten: doors.close,
  })
  pages = server.pages
  const stopAnswering = await answerSecondStarts(home, {
    answerNow: (files) => {
      application.openFiles(files)
      return { shell: 'web', ...invite(server, doors) }
    },
    diagnose: application.diagnose,
    quit: () => own.quit(),
  })
  const quit = goodbye({ application, server, doors, lock, stopAnswering, log })
  own.quit = quit
  process.on('SIGTERM', quit)
  process.on('SIGINT', quit)
  showWayIn(home, server, doors, flags)
  await application.start().catch(noted(log, 'start'))
  application.openFiles(flags.files)
  const ready = { application, versions, shell, version: places.version, log }
  await tellReady(ready).catch(noted(log, 'ready'))
}

const run = async (home: string, lock: HomeLock, flags: WebFlags): Promise<void> => {
  const log = openLog({ folder: join(home, 'logs'), now: () => new Date() })
  own.write = log.write
  watchForAccidents(log, () => {
    say(startFailureLine(startFailureOf(null), terminalLanguage()))
    process.exit(1)
  })
  await serve(home, lock, flags, log).catch((error: unknown) => {
    if (!(error instanceof CannotStart)) noted(log, 'start')(error)
    throw error
  })
}

const start = async (): Promise<void> => {
  const flags = readWebFlags(process.argv.slice(2))
  const home = chooseHome(flags.home, {
    env: process.env,
    platform: process.platform,
    userFolder: homedir(),
  })
  if (flags.quit) process.exit((await quitRunning(home)) ? 0 : 1)
  openHome(home)
  const lock = lockHome(home)
  if (lock === null) return joinRunning(home, flags)
  await run(home, lock, flags)
}

keepHeapSmall()
start().catch((error: unknown) => {
  excuseKnown(versions, error)
  say(startFailureLine(startFailureOf(error), terminalLanguage()))
  process.exit(2)
})
