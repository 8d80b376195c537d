import { EventEmitter } from 'node:events'
import type { BrowserContext, Frame } from 'playwright-core'
import { fromChromium } from './addresses.ts'
import { schemes } from './protocol.ts'
import { contentsOf } from './web-contents.ts'

export const ipcMain = new EventEmitter()

/** A frame as the main process sees it. */
const frameOf = (frame: Frame): { url: string; parent: object | null } => {
  const parent = frame.parentFrame()
  return {
    url: fromChromium(frame.url(), schemes.handled()),
    parent: parent === null ? null : frameOf(parent),
  }
}

/** Lets the preload of every window send to ipcMain. */
export const carryMessages = (context: BrowserContext): Promise<unknown> =>
  context.exposeBinding(
    '__standinOutbox',
    ({ page, frame }, _kind: 'send', channel: string, args: unknown[]) => {
      const sender = contentsOf(page)
      if (sender === undefined) throw new Error('a message from a page that is no window')
      ipcMain.emit(channel, { sender, senderFrame: frameOf(frame) }, ...structuredClone(args))
    },
  )
