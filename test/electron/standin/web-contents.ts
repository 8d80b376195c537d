import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Page, Request } from 'playwright-core'
import { fromChromium, toChromium } from './addresses.ts'
import { openPage } from './chromium.ts'
import { emitPreventable, StandinEvent } from './events.ts'
import { preloadScript } from './preload-world.ts'
import { refusedDocuments, schemes } from './protocol.ts'
import { record } from './records.ts'

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' }

const all = new Map<Page, WebContents>()

export const contentsOf = (page: Page): WebContents | undefined => all.get(page)

const named = (address: string) => fromChromium(address, schemes.handled())

type Going = StandinEvent & { readonly url: string; readonly isMainFrame: boolean }

/** The events of contents that a product may hear, with their arguments. */
export type ContentsEvents = {
  'will-navigate': [Going, string]
  'will-frame-navigate': [Going]
  'will-redirect': [Going]
  'will-attach-webview': [StandinEvent]
  'render-process-gone': [StandinEvent, { readonly reason: string }]
  'did-finish-load': []
  destroyed: []
}

export class WebContents extends EventEmitter<ContentsEvents> {
  readonly #inbox = randomUUID()
  readonly #preload: string | undefined
  readonly #size: { readonly width: number; readonly height: number }
  #page: Promise<Page> | undefined
  #openHandler: OpenHandler | undefined
  #loading = false
  #destroyed = false

  constructor(preload: string | undefined, size: { readonly width: number; readonly height: number }) {
    super()
    this.#preload = preload
    this.#size = size
  }

  page(): Promise<Page> {
    this.#page ??= this.#open()
    return this.#page
  }

  async load(address: string): Promise<void> {
    const page = await this.page()
    this.#loading = true
    try {
      await page.goto(toChromium(address, schemes.handled()))
    } finally {
      this.#loading = false
    }
    this.emit('did-finish-load')
  }

  send(channel: string, ...args: readonly unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    const message = [this.#inbox, channel, structuredClone(args)] as const
    this.page()
      .then((page) =>
        page.evaluate(([inbox, name, values]) => {
          const deliver: unknown = Reflect.get(window, Symbol.for(inbox))
          if (typeof deliver === 'function') deliver(name, values)
        }, message),
      )
      // The page went while the message was under way. Electron loses such a message as well.
      .catch(() => undefined)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  async destroy(): Promise<void> {
    if (this.#destroyed) return
    this.#destroyed = true
    const page = await this.#page
    if (page !== undefined) {
      all.delete(page)
      await page.close().catch(() => undefined)
    }
    this.emit('destroyed')
  }

  async #open(): Promise<Page> {
    const page = await openPage()
    all.set(page, this)
    await page.setViewportSize(this.#size)
    if (this.#preload !== undefined)
      await page.addInitScript({
        content: preloadScript(readFileSync(this.#preload, 'utf8'), {
          inbox: this.#inbox,
          platform: process.platform,
        }),
      })
    page.on('console', (message) => record('console', { level: message.type(), text: message.text() }))
    page.on('pageerror', (error) => record('console', { level: 'error', text: String(error) }))
    page.on('crash', () => this.emit('render-process-gone', new StandinEvent(), { reason: 'crashed' }))
    page.on('popup', (popup) => this.#judgePopup(popup))
    await page.route('**/*', (route) => {
      if (this.#mayNavigate(route.request(), page)) return route.fallback()
      return route.fulfill({ status: 204 })
    })
    return page
  }

  #judgePopup(popup: Page): void {
    const url = refusedDocuments.shift() ?? named(popup.url())
    const action = this.#openHandler?.({ url }).action ?? 'allow'
    record('popup', { url, action })
    if (action === 'deny') void popup.close()
  }

  #mayNavigate(request: Request, page: Page): boolean {
    if (this.#loading || !request.isNavigationRequest()) return true
    const isMainFrame = request.frame() === page.mainFrame()
    const facts = { url: named(request.url()), isMainFrame, isSameDocument: false }
    const frame = emitPreventable(this, 'will-frame-navigate', facts)
    const main = !isMainFrame || emitPreventable(this, 'will-navigate', facts, facts.url)
    record('navigation', { url: facts.url, allowed: frame && main })
    return frame && main
  }
}
