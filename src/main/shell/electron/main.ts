import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, Menu, shell } from 'electron'
import { texts } from '../../../shared/text/index.ts'
import { relayHost } from '../../browser-extension/relay-host.ts'
import { type Log, openLog } from '../../log/log.ts'
import { createVersions } from '../../versions/versions.ts'
import { noted, watchForAccidents } from '../accidents.ts'
import { doorFile } from '../door.ts'
import { filesToOpen } from '../files-to-open.ts'
import { chooseHome, openHome } from '../home.ts'
import { type HomeLock, lockHome } from '../home-lock.ts'
import { quitRunning } from '../quit-running.ts'
import { placesFrom } from '../resources.ts'
import { answerSecondStarts, askRunning, usualPatience } from '../second-start.ts'
import { keepHeapSmall } from '../small-heap.ts'
import { CannotStart, startFailureLine, startFailureOf, terminalLanguage } from '../start-failure.ts'
import { excuseKnown, tellReady } from '../versions.ts'
import { startedBySystem } from './autostart.ts'
import { carryContract } from './carrier.ts'
import { type ElectronFlags, readElectronFlags } from './flags.ts'
import { guardEverything } from './guard.ts'
import { registerPages, servePages } from './pages.ts'
import { createProduct, type Product } from './product.ts'

const longestGoodbye = 1_500

/** Where words about versions go; they come before the log is open, too. */
const own = { write: (line: string): void => void process.stderr.write(`${line}\n`) }
const versions = createVersions({
  program: process.execPath,
  env: process.env,
  log: (line) => own.write(line),
  quit: () => app.quit(),
})

const tell = (error: unknown): void => {
  const line = startFailureLine(startFailureOf(error), terminalLanguage())
  process.stderr.write(`${line}\n`)
  dialog.showErrorBox(texts(terminalLanguage()).everywhere.product, line)
}

/** Only macOS needs a menu: without one, the keys for copying and pasting do not work there. */
const applicationMenu = (): Menu | null =>
  process.platform === 'darwin'
    ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
    : null

/** Without the program and, in a checkout, its folder. */
const ownArguments = (argv: readonly string[]): readonly string[] => argv.slice(app.isPackaged ? 1 : 2)

/** The web shell uses the folder, so its page is opened instead. */
const joinRunning = async (home: string): Promise<void> => {
  const running = await askRunning(
    home,
    usualPatience,
    filesToOpen(ownArguments(process.argv), process.cwd()),
  )
  if (running === null)
    throw new CannotStart({ kind: 'report', report: { code: 'already-running', params: {} } })
  if (running.shell === 'web' && running.door !== null) await shell.openPath(doorFile(home, running.door))
}

/** Quits after the application has ended, or when the longest acceptable wait is over. */
const quitInOrder = (product: Product, lock: HomeLock, stopAnswering: () => void, log: Log): void => {
  let ended = false
  let ending = false
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    if (ending) return
    ending = true
    const late = new Promise<void>((resolve) => setTimeout(resolve, longestGoodbye))
    Promise.race([product.end().catch(noted(log, 'end')), late]).finally(() => {
      ended = true
      stopAnswering()
      lock.release()
      if (versions.exitCode() === 0) app.quit()
      else app.exit(versions.exitCode())
    })
  })
}

const show = async (home: string, lock: HomeLock, flags: ElectronFlags, log: Log): Promise<void> => {
  const places = placesFrom(import.meta.dirname, app.isPackaged ? process.resourcesPath : null)
  const product = createProduct({ home, places, log, versions, captchaAnswer: flags.captchaAnswer })
  const { application, main } = product
  // A hidden window is still a window. The product must not end because the last one went (its page died).
  app.on('window-all-closed', () => undefined)
  app.on('activate', () => main.show())
  const given = filesToOpen(ownArguments(process.argv), process.cwd())
  app.on('second-instance', (_event, argv, folder) => {
    if (!argv.includes('--hidden')) main.show()
    application.openFiles(filesToOpen(ownArguments(argv), folder))
  })
  // macOS tells files in this way, also before the application is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    application.openFiles([path])
  })
  await app.whenReady()
  guardEverything()
  Menu.setApplicationMenu(applicationMenu())
  servePages(places.pages)
  carryContract(application.serve, (address) => log.write(`refused a message from ${address}`))
  product.showTray()
  if (!flags.hidden && !startedBySystem()) main.show()
  const shown = (files: readonly string[]) => {
    main.show()
    application.openFiles(files)
    return { shell: 'electron' } as const
  }
  const stopAnswering = await answerSecondStarts(home, {
    answerNow: shown,
    diagnose: application.diagnose,
    quit: () => app.quit(),
  })
  quitInOrder(product, lock, stopAnswering, log)
  await application.start().catch(noted(log, 'start'))
  application.openFiles(given)
  const ready = { application, versions, shell: product.shell, version: places.version, log }
  await tellReady(ready).catch(noted(log, 'ready'))
}

const run = async (home: string, lock: HomeLock, flags: ElectronFlags): Promise<void> => {
  const log = openLog({ folder: join(home, 'logs'), now: () => new Date() })
  own.write = log.write
  watchForAccidents(log, () => {
    tell(null)
    app.exit(1)
  })
  await show(home, lock, flags, log).catch((error: unknown) => {
    noted(log, 'start')(error)
    throw error
  })
}

const start = async (): Promise<void> => {
  const flags = readElectronFlags(process.argv)
  const home = chooseHome(flags.home, { env: process.env, platform: process.platform, userFolder: homedir() })
  if (flags.extensionHost) return relayHost(home, process.stdin, process.stdout).finally(() => app.exit(0))
  if (flags.quit) return app.exit((await quitRunning(home)) ? 0 : 1)
  openHome(home)
  const userData = join(home, 'electron')
  openHome(userData)
  app.setPath('userData', userData)
  // The product that already runs hears of this start as 'second-instance'.
  if (!app.requestSingleInstanceLock()) {
    versions.excuse()
    return app.exit(0)
  }
  const lock = lockHome(home)
  if (lock !== null) return run(home, lock, flags)
  await app.whenReady()
  await joinRunning(home)
  versions.excuse()
  app.exit(0)
}

keepHeapSmall()
registerPages()
app.enableSandbox()
// Windows shows notifications only under the identity that the installer gave the shortcut.
if (process.platform === 'win32') app.setAppUserModelId('cn.cert-assistant.desktop')
// The same for a Linux desktop: the name of the entry that the deb brings, or the one inside an AppImage.
if (process.platform === 'linux')
  app.setDesktopName(process.env.APPIMAGE ? 'cert-assistant.desktop' : 'cn.cert-assistant.desktop.desktop')
start().catch(async (error: unknown) => {
  excuseKnown(versions, error)
  await app.whenReady()
  tell(error)
  app.exit(2)
})
