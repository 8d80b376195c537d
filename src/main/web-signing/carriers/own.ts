import {
  ownPath,
  ownPorts,
  type PageAnswer,
  type Presence,
  type RequestId,
  wireVersion,
} from '../../../shared/web-signing/wire.ts'
import type { Connection } from '../connections.ts'
import { readMessage } from '../page-message.ts'
import { PageRefusal } from '../page-refusal.ts'
import type { Protocol, Speaker } from './protocol.ts'

const presence: Presence = { assistant: 'cert-assistant', wire: wireVersion }

/** The answer to one message, which is always one object. */
const answerTo = async (
  page: Connection,
  text: string,
  signalFor: (id: RequestId) => AbortSignal | undefined,
  cancel: (id: RequestId) => void,
): Promise<PageAnswer> => {
  const message = readMessage(text)
  if ('refusal' in message) return { id: message.id, refusal: page.refusalOf(message.refusal) }
  const { id, request } = message
  try {
    if (request.ask === 'cancel') cancel(request.request)
    return { id, answer: await page.ask(request, signalFor(id)) }
  } catch (error) {
    return { id, refusal: page.refusalOf(error) }
  }
}

/** One WebSocket or one port of the extension: what `wire.ts` says, in both directions. */
export const ownSpeaker = (page: Connection, send: (text: string) => void): Speaker => {
  const open = new Map<RequestId, AbortController>()
  const hear = async (text: string): Promise<void> => {
    let controller: AbortController | undefined
    let named: RequestId | undefined
    const signalFor = (id: RequestId) => {
      // A second request with an id that is under way cannot be withdrawn; the first can.
      if (open.has(id)) return undefined
      controller = new AbortController()
      named = id
      open.set(id, controller)
      return controller.signal
    }
    const answer = await answerTo(page, text, signalFor, (id) => open.get(id)?.abort())
    if (named !== undefined) open.delete(named)
    send(JSON.stringify(answer))
  }
  return { hear: (text) => void hear(text), tell: (event) => send(JSON.stringify(event)) }
}

/** Our own port: WebSocket, and POST for one request at a time, which leaves nothing open. */
export const ownProtocol: Protocol = {
  name: 'own',
  ports: [
    { numbers: ownPorts, tls: false },
    { numbers: ownPorts.map((port) => port + 1), tls: true },
  ],
  presence: JSON.stringify(presence),
  isSocketPath: (path) => path === ownPath,
  isPostPath: (path) => path === ownPath,
  subprotocols: [],
  speak: ({ page, send }) => ownSpeaker(page, send),
  answer: async (body, { connect, signal }) => {
    let page: Connection
    try {
      page = connect()
    } catch (error) {
      if (!(error instanceof PageRefusal)) throw error
      return JSON.stringify({ id: null, refusal: error.refusal } satisfies PageAnswer)
    }
    try {
      return JSON.stringify(
        await answerTo(
          page,
          body,
          () => signal,
          () => undefined,
        ),
      )
    } finally {
      page.leave()
    }
  },
}
