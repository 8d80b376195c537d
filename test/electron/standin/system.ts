import { EventEmitter } from 'node:events'
import { chromiumStarted, mustBeReady } from './chromium.ts'
import { record } from './records.ts'

export const shell = {
  openExternal: async (url: string): Promise<void> => record('open-external', url),
  openPath: async (path: string): Promise<string> => {
    record('open-path', path)
    return ''
  },
}

/** Where the person saves the next files; none is a cancelled dialog. */
export const savePlaces: string[] = []

export const dialog = {
  showErrorBox: (title: string, content: string): void => record('error-box', { title, content }),
  showOpenDialog: async (options: object): Promise<{ canceled: boolean; filePaths: string[] }> => {
    record('open-dialog', options)
    const filePaths = [...(openPlaces.shift() ?? [])]
    return { canceled: filePaths.length === 0, filePaths }
  },
  showSaveDialog: async (options: object): Promise<{ canceled: boolean; filePath: string }> => {
    record('save-dialog', options)
    const filePath = savePlaces.shift() ?? ''
    return { canceled: filePath === '', filePath }
  },
}

/** Where the person finds what the next dialog asks for; none is a cancelled dialog. */
export const openPlaces: (readonly string[])[] = []

/** Not a real seal: it only marks text as sealed, and opening refuses text without the mark. */
const mark = Buffer.from('stand-in sealed:')
export const safeStorage = {
  isEncryptionAvailable: (): boolean => chromiumStarted(),
  getSelectedStorageBackend: (): string => (chromiumStarted() ? 'gnome_libsecret' : 'unknown'),
  encryptString: (text: string): Buffer => Buffer.concat([mark, Buffer.from(text).reverse()]),
  decryptString: (sealed: Buffer): string => {
    if (!sealed.subarray(0, mark.length).equals(mark))
      throw new Error('Error while decrypting the ciphertext')
    return Buffer.from(sealed.subarray(mark.length)).reverse().toString()
  },
}

export const powerMonitor = new EventEmitter()

type PermissionRequest = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { readonly requestingUrl: string },
) => void
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean

class StandinSession extends EventEmitter {
  permissionRequest: PermissionRequest | null = null
  permissionCheck: PermissionCheck | null = null

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.permissionCheck = handler
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    record('device-permission', handler())
  }

  async resolveProxy(_url: string): Promise<string> {
    return 'PROXY proxy.example:8080; DIRECT'
  }
}

const theSession = new StandinSession()

export const session = {
  get defaultSession(): StandinSession {
    mustBeReady('session')
    return theSession
  },
}

class StandinTheme extends EventEmitter {
  systemDark = false
  #source: 'system' | 'light' | 'dark' = 'system'

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source
    this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.systemDark : this.#source === 'dark'
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.systemDark
  }
}

export const nativeTheme = new StandinTheme()

/** Notifications that were shown and not closed, for a test to click on. */
export const shownNotifications: Notification[] = []

export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string

  constructor({ title, body }: { readonly title: string; readonly body: string }) {
    super()
    this.title = title
    this.body = body
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    shownNotifications.push(this)
    record('notification', { title: this.title, body: this.body })
  }

  close(): void {
    shownNotifications.splice(shownNotifications.indexOf(this), 1)
    this.emit('close')
  }
}
