import { join } from 'node:path'
import { app, dialog, safeStorage, session, shell } from 'electron'
import { AssistantError } from '../../../shared/errors/index.ts'
import { browserAddress } from '../browser-address.ts'
import { consoleBeside } from '../console-command.ts'
import type { Notification, Shell } from '../shell.ts'
import { startProgramWith } from '../start-program.ts'
import { program, setAutostart } from './autostart.ts'
import { desktopServices } from './desktop-services.ts'
import { utilityFork } from './utility-fork.ts'
import type { OwnWindow } from './windows.ts'

export type ElectronShellParts = {
  readonly home: string
  readonly bundle: string
  readonly main: OwnWindow
  readonly prompt: OwnWindow
  /** Called before the window is shown or hidden because the person wants it. */
  readonly asked: () => void
  readonly notify: (notification: Notification) => void
  readonly quit: () => void
}

const openPath = async (path: string): Promise<void> => {
  const complaint = await shell.openPath(path)
  if (complaint !== '') throw new AssistantError('nothing-opens', { target: path }, complaint)
}

const chooseSavePlace = async (name: string): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), name),
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  })
  return canceled || filePath === '' ? null : filePath
}

const chooseProgram = async (): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile', 'dontAddToRecent'],
    ...(process.platform === 'win32' ? { filters: [{ name: 'EXE', extensions: ['exe'] }] } : {}),
  })
  return canceled ? null : (filePaths[0] ?? null)
}

const chooseFiles = async (): Promise<readonly string[]> => {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
  })
  return canceled ? [] : filePaths
}

/** The first proxy that a PAC file or the system names. The application tries no second one. */
const firstProxy = (answer: string): string => answer.split(';')[0]?.trim() || 'DIRECT'

/** On Linux without a keyring service Electron only pretends to encrypt, so there is no key store then. */
const keyStore = (): Shell['keyStore'] => {
  const pretended = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (pretended || !safeStorage.isEncryptionAvailable()) return null
  return {
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  }
}

/** What the application may ask of Electron. */
export const createElectronShell = (parts: ElectronShellParts): Shell => ({
  kind: 'electron',
  runtime: `Electron ${process.versions.electron}`,
  fork: utilityFork(parts.bundle),
  // Read each time, because before Electron is ready it has no key store.
  get keyStore() {
    return keyStore()
  },
  showWindow: () => {
    parts.asked()
    parts.main.show()
  },
  hideWindow: () => {
    parts.asked()
    parts.main.hide()
  },
  windowVisible: parts.main.visible,
  showPrompt: parts.prompt.show,
  hidePrompt: parts.prompt.hide,
  notify: parts.notify,
  openExternal: async (url) => {
    const address = browserAddress(url)
    if (address === null) throw new AssistantError('not-found', {}, 'not an address for a browser')
    await shell.openExternal(address).catch((error) => {
      throw new AssistantError('nothing-opens', { target: address }, String(error))
    })
  },
  openPath,
  startProgram: startProgramWith(openPath),
  chooseProgram,
  chooseFiles,
  chooseSavePlace,
  // The product has no switch that makes it plain Node, so without a Node beside it, it is its own native host.
  get extensionHost() {
    const beside = app.isPackaged ? consoleBeside(process.resourcesPath) : null
    return beside === null ? [...program(), '--extension-host'] : [...beside, 'native-messaging']
  },
  setAutostart: (enabled) => setAutostart(enabled, parts.home),
  desktop: desktopServices,
  resolveProxy: async (url) => firstProxy(await session.defaultSession.resolveProxy(url)),
  quit: parts.quit,
})
