import type { Bridge } from '../shared/channel/bridge.ts'
import { type Duplex, duplexOver } from '../shared/channel/duplex.ts'

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
  const address = new URL('/channel', window.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

/** Every message of the contract is text: bytes travel as base64 inside it. */
const overWebSocket = (): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(channelAddress())
    const end = duplexOver((message) => socket.send(String(message)))
    socket.addEventListener('open', () => resolve(end.duplex))
    socket.addEventListener('message', (event) => end.arrive(event.data))
    socket.addEventListener('close', () => {
      reject(new Error('the channel could not be opened'))
      end.leave()
    })
  })

/** Opens the channel of the shell this page lives in. */
export const openChannel = (): Promise<Duplex> =>
  window.assistant ? overBridge(window.assistant) : overWebSocket()
