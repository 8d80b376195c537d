import { join } from 'node:path'
import { app, BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron'
import { pageAddress } from './pages.ts'

export type OwnWindow = {
  show(): void
  hide(): void
  visible(): boolean
  /** From now on closing a window really closes it. */
  letClose(): void
}

export type OwnWindowOptions = {
  readonly hash: string
  readonly looks: BrowserWindowConstructorOptions
  /** The person closed the window, which only hid it. */
  readonly closed: () => void
  readonly preload: string
  readonly log: (line: string) => void
}

/** A page that dies again so soon is not made again by itself. */
const soon = 10_000

const paper = () => (nativeTheme.shouldUseDarkColors ? '#14171C' : '#FAF8F4')

const create = ({ looks, preload }: OwnWindowOptions): BrowserWindow =>
  new BrowserWindow({
    ...looks,
    show: false,
    backgroundColor: paper(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  })

const bring = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A window that is made when it is first needed, hides when it is closed, and is made again if its page dies. */
export const ownWindow = (options: OwnWindowOptions): OwnWindow => {
  let window: BrowserWindow | null = null
  let loaded = false
  let wanted = false
  let mayClose = false
  let lastDeath = Number.NEGATIVE_INFINITY

  const forget = (dead: BrowserWindow): void => {
    if (window === dead) window = null
    if (!dead.isDestroyed()) dead.destroy()
  }
  const prepare = (made: BrowserWindow): void => {
    loaded = false
    made.once('ready-to-show', () => {
      loaded = true
      if (wanted) bring(made)
    })
    made.on('close', (event) => {
      if (mayClose) return
      event.preventDefault()
      wanted = false
      made.hide()
      options.closed()
    })
    made.on('closed', () => forget(made))
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      options.log(`the page ${options.hash || '/'} is gone: ${reason}`)
      const again = wanted && !mayClose && performance.now() - lastDeath > soon
      lastDeath = performance.now()
      forget(made)
      if (again) show()
    })
    made.loadURL(pageAddress(options.hash)).catch((error: unknown) => {
      if (mayClose) return
      options.log(`the page ${options.hash || '/'} did not load: ${String(error)}`)
      forget(made)
    })
  }
  const show = (): void => {
    wanted = true
    if (window === null) {
      window = create(options)
      prepare(window)
    } else if (loaded) bring(window)
  }
  return {
    show,
    hide: () => {
      wanted = false
      window?.hide()
    },
    // A window that still loads is on its way: nobody may take it for one that the person has hidden.
    visible: () => window !== null && (loaded ? window.isVisible() && !window.isMinimized() : wanted),
    letClose: () => {
      mayClose = true
    },
  }
}

const preloadOf = (build: string) => join(build, 'preload', 'index.cjs')

export type OwnWindowParts = Pick<OwnWindowOptions, 'closed' | 'log'> & {
  readonly build: string
  readonly title: string
}

export const mainWindow = ({ build, title, closed, log }: OwnWindowParts): OwnWindow =>
  ownWindow({
    hash: '',
    closed,
    log,
    preload: preloadOf(build),
    looks: { width: 1040, height: 700, minWidth: 880, minHeight: 600, title },
  })

/** Always above the others, because PINs are typed only here. */
export const promptWindow = ({ build, title, closed, log }: OwnWindowParts): OwnWindow =>
  ownWindow({
    hash: '/prompt',
    closed,
    log,
    preload: preloadOf(build),
    looks: {
      width: 420,
      height: 560,
      useContentSize: true,
      title,
      alwaysOnTop: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      center: true,
    },
  })
