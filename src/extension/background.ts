import type { FromExtension } from '../shared/web-signing/extension-wire.ts'
import {
  type FromBrowser,
  longestRelayed,
  nativeHost,
  type ToBrowser,
} from '../shared/web-signing/relay-wire.ts'
import type { PageAnswer } from '../shared/web-signing/wire.ts'
import { type Port, runtime } from './browser-api.ts'

// Passes what pages say to the assistant, each under the origin that the browser tells, and the answers back.

type Page = { readonly port: Port; readonly origin: string; pieces: string }

const pages = new Map<number, Page>()
let last = 0
let host: Port | null = null
let ready = false

/** A sandboxed frame has the origin `null`, a file none that could be approved. */
const originOf = ({ sender }: Port): string | null => {
  const origin = sender?.origin ?? (sender?.url === undefined ? '' : new URL(sender.url).origin)
  return /^https?:\/\//.test(origin) ? origin : null
}

const toHost = (message: FromBrowser): void => host?.postMessage(message)
const tell = (page: Page, message: FromExtension): void => page.port.postMessage(message)

const letAllGo = (news: FromExtension): void => {
  for (const page of pages.values()) {
    tell(page, news)
    page.port.disconnect()
  }
  pages.clear()
  host = null
  ready = false
}

const hear = (message: ToBrowser): void => {
  if ('ready' in message) {
    ready = true
    for (const [number, page] of pages) {
      toHost({ open: number, origin: page.origin })
      tell(page, { extension: 'open' })
    }
  } else if ('asleep' in message) letAllGo({ extension: 'not-running' })
  else if ('closed' in message) {
    const page = pages.get(message.closed)
    pages.delete(message.closed)
    page?.port.disconnect()
  } else {
    const page = pages.get(message.from)
    if (page === undefined) return
    page.pieces += message.text
    if (message.more) return
    page.port.postMessage(JSON.parse(page.pieces))
    page.pieces = ''
  }
}

const startHost = (): void => {
  const started = runtime.connectNative(nativeHost)
  host = started
  started.onMessage.addListener(hear)
  started.onDisconnect.addListener(() => {
    // Chromium complains in the console unless somebody reads why.
    const because = runtime.lastError?.message ?? ''
    if (host === started) letAllGo({ extension: ready || /exited/.test(because) ? 'not-running' : 'no-host' })
  })
}

const leave = (number: number): void => {
  if (!pages.delete(number)) return
  toHost({ close: number })
  if (pages.size > 0) return
  host?.disconnect()
  host = null
  ready = false
}

const tooLarge = { id: null, refusal: { code: 'too-large' } } satisfies PageAnswer

const relay = (number: number, page: Page, { text }: { readonly text: string }): void => {
  if (text.length > longestRelayed) page.port.postMessage({ ...tooLarge, id: JSON.parse(text).id ?? null })
  else toHost({ to: number, text })
}

runtime.onConnect.addListener((port) => {
  const origin = originOf(port)
  if (origin === null) return port.disconnect()
  last += 1
  const number = last
  const page: Page = { port, origin, pieces: '' }
  pages.set(number, page)
  port.onDisconnect.addListener(() => leave(number))
  port.onMessage.addListener((message) => relay(number, page, message))
  if (host === null) startHost()
  else if (ready) {
    toHost({ open: number, origin })
    tell(page, { extension: 'open' })
  }
})
