import type { Bridge } from '../shared/channel/bridge.ts'
import { type Duplex, duplexOver } from '../shared/channel/duplex.ts'
import { introduce, type WebSession, webChannelPath } from '../shared/channel/web-entrance.ts'
import { createWebSession } from './web-session.ts'

declare global {
  interface Window {
    /** What the preload of the Electron shell offers; absent in a browser. */
    readonly assistant?: Bridge
  }
}

const overBridge = (bridge: Bridge): Promise<Duplex> => {
  const end = duplexOver((message) => bridge.send(message))
  bridge.connect(end.arrive)
  return Promise.resolve(end.duplex)
}

const channelAddress = (): string => {
  const address = new URL(webChannelPath, window.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

/**
 * Every message of the contract is text, with bytes as base64 inside it. Nothing is sent before the other side has
 * proved that it is the assistant that let this page in.
 */
const overWebSocket = async (session: WebSession): Promise<Duplex> => {
  const { protocols, expected } = await introduce(session)
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(channelAddress(), [...protocols])
    const end = duplexOver((message) => socket.send(String(message)))
    const first = (event: MessageEvent): void => {
      if (event.data === expected) {
        socket.addEventListener('message', (next) => end.arrive(next.data))
        resolve(end.duplex)
      } else socket.close()
    }
    socket.addEventListener('message', first, { once: true })
    socket.addEventListener('close', () => {
      reject(new Error('the channel could not be opened'))
      end.leave()
    })
  })
}

/** Returns how to open channels in the shell that this page runs in. */
export const channelOpener = (): (() => Promise<Duplex>) => {
  const { assistant } = window
  if (assistant) return () => overBridge(assistant)
  const session = createWebSession()
  return async () => overWebSocket(await session())
}
