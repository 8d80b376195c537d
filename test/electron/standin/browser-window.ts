import { EventEmitter } from 'node:events'
import type { Page } from 'playwright-core'
import { app } from './app.ts'
import { mustBeReady } from './chromium.ts'
import { emitPreventable, StandinEvent } from './events.ts'
import { WebContents } from './web-contents.ts'

export type WindowOptions = {
  readonly width?: number
  readonly height?: number
  readonly minWidth?: number
  readonly minHeight?: number
  readonly show?: boolean
  readonly title?: string
  readonly alwaysOnTop?: boolean
  readonly resizable?: boolean
  readonly minimizable?: boolean
  readonly maximizable?: boolean
  readonly fullscreenable?: boolean
  readonly center?: boolean
  readonly useContentSize?: boolean
  readonly backgroundColor?: string
  readonly autoHideMenuBar?: boolean
  readonly webPreferences?: {
    readonly preload?: string
    readonly sandbox?: boolean
    readonly contextIsolation?: boolean
    readonly nodeIntegration?: boolean
    readonly webviewTag?: boolean
    readonly webSecurity?: boolean
    readonly spellcheck?: boolean
    readonly navigateOnDragDrop?: boolean
    readonly devTools?: boolean
  }
}

const open = new Set<BrowserWindow>()

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly options: WindowOptions
  #visible: boolean
  #minimized = false
  #destroyed = false

  constructor(options: WindowOptions = {}) {
    super()
    mustBeReady('BrowserWindow')
    this.options = options
    this.#visible = options.show !== false
    const { width = 800, height = 600 } = options
    this.webContents = new WebContents(options.webPreferences?.preload, { width, height })
    open.add(this)
    app.emit('web-contents-created', new StandinEvent(), this.webContents)
    app.emit('browser-window-created', new StandinEvent(), this)
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return [...open]
  }

  page(): Promise<Page> {
    return this.webContents.page()
  }

  async loadURL(address: string): Promise<void> {
    await this.webContents.load(address)
    this.emit('ready-to-show')
  }

  show(): void {
    this.#visible = true
    this.emit('show')
  }

  hide(): void {
    this.#visible = false
    this.emit('hide')
  }

  focus(): void {
    this.emit('focus')
  }

  minimize(): void {
    this.#minimized = true
  }

  restore(): void {
    this.#minimized = false
  }

  isVisible(): boolean {
    return this.#visible
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  /** Closes it as a person would: a listener may prevent it. */
  close(): void {
    if (!this.#destroyed && emitPreventable(this, 'close')) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    open.delete(this)
    void this.webContents.destroy()
    this.emit('closed')
    if (open.size === 0) app.lastWindowClosed()
  }
}
