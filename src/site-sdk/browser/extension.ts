import { extensionGreeting, type FromExtension } from '../../shared/web-signing/extension-wire.ts'
import type { PageAnswer, PageEvent } from '../../shared/web-signing/wire.ts'
import { createWaiting, type Line, type LineNews } from './line.ts'

export type ExtensionOutcome =
  | { readonly line: Line }
  | { readonly line: null; readonly because: ExtensionAbsence }
/** `none`: no extension answers; `host`: it cannot start its part outside the browser; `asleep`: the assistant is not running. */
export type ExtensionAbsence = 'none' | 'host' | 'asleep'

const patience = 1500

/** Asks the extension for a line. The extension's script in this page takes the port; nobody else hears it. */
export const extensionLine = (tell: (news: LineNews) => void): Promise<ExtensionOutcome> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const { arrive, wait, end } = createWaiting(tell)
    let heard = false
    const line: Line = {
      via: 'extension',
      ask: (message) => {
        const answer = wait(message.id)
        port1.postMessage(message)
        return answer
      },
      close: () => {
        port1.postMessage({ extension: 'close' })
        port1.close()
        end()
      },
    }
    port1.onmessage = ({ data }: MessageEvent<FromExtension | PageAnswer | PageEvent>) => {
      heard = true
      if (!('extension' in data)) return arrive(data)
      if (data.extension === 'open') return resolve({ line })
      if (data.extension === 'here') return
      end()
      resolve({ line: null, because: data.extension === 'no-host' ? 'host' : 'asleep' })
    }
    setTimeout(() => {
      if (!heard) resolve({ line: null, because: 'none' })
    }, patience)
    window.postMessage(extensionGreeting, window.location.origin, [port2])
  })
