import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { BrowserWindow } from './browser-window.ts'
import { chromiumStarted, stopChromium } from './chromium.ts'
import { emitPreventable, StandinEvent } from './events.ts'
import { record } from './records.ts'
import { takeSingleInstanceLock } from './single-instance.ts'

class StandinApp extends EventEmitter {
  readonly isPackaged = process.env.STANDIN_RESOURCES !== undefined
  readonly #paths = new Map<string, string>()
  readonly #ready = Promise.withResolvers<void>()
  #leaving = false

  whenReady(): Promise<void> {
    return this.#ready.promise
  }

  isReady(): boolean {
    return chromiumStarted()
  }

  /** The stand-in calls this when its Chromium runs. */
  becomeReady(): void {
    this.#ready.resolve()
    this.emit('ready')
  }

  getAppPath(): string {
    return resolve(process.argv[1] ?? '.', '..', '..', '..')
  }

  getPath(name: string): string {
    const known = this.#paths.get(name) ?? mkdtempSync(join(tmpdir(), `standin-${name}-`))
    this.#paths.set(name, known)
    return known
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Path must exist: ${path}`)
    this.#paths.set(name, path)
  }

  enableSandbox(): void {
    if (chromiumStarted()) throw new Error('enableSandbox must be called before app is ready')
    record('sandbox-enabled')
  }

  setDesktopName(name: string): void {
    if (chromiumStarted()) throw new Error('setDesktopName must be called before app is ready')
    record('desktop-name', name)
  }

  setAppUserModelId(id: string): void {
    record('app-user-model-id', id)
  }

  setLoginItemSettings(settings: unknown): void {
    record('login-item', settings)
  }

  getLoginItemSettings(): { readonly openAtLogin: boolean; readonly wasOpenedAtLogin: boolean } {
    return { openAtLogin: false, wasOpenedAtLogin: false }
  }

  requestSingleInstanceLock(): boolean {
    return takeSingleInstanceLock(this.getPath('userData'), (argv) =>
      this.emit('second-instance', new StandinEvent(), argv, process.cwd(), null),
    )
  }

  quit(): void {
    if (this.#leaving || !emitPreventable(this, 'before-quit')) return
    for (const window of BrowserWindow.getAllWindows()) {
      window.close()
      if (!window.isDestroyed()) return
    }
    if (!emitPreventable(this, 'will-quit')) return
    this.emit('quit', new StandinEvent(), 0)
    this.exit(0)
  }

  exit(code = 0): void {
    if (this.#leaving) return
    this.#leaving = true
    stopChromium().finally(() => process.exit(code))
  }

  lastWindowClosed(): void {
    if (this.#leaving) return
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
  }
}

export const app = new StandinApp()
