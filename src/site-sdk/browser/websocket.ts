import type { PageAnswer, PageEvent } from '../../shared/web-signing/wire.ts'
import { createWaiting, type Line, type LineNews } from './line.ts'

/** Opens a WebSocket; null if the browser or the assistant does not let it. */
export const openSocket = (url: string): Promise<WebSocket | null> =>
  new Promise((resolve) => {
    try {
      const socket = new WebSocket(url)
      socket.onopen = () => resolve(socket)
      socket.onerror = socket.onclose = () => resolve(null)
    } catch {
      resolve(null) // the page's own policy forbids it
    }
  })

export const webSocketLine = async (url: string, tell: (news: LineNews) => void): Promise<Line | null> => {
  const socket = await openSocket(url.replace(/^http/, 'ws'))
  if (socket === null) return null
  const { arrive, wait, end } = createWaiting(tell)
  socket.onmessage = ({ data }) => arrive(JSON.parse(data) as PageAnswer | PageEvent)
  socket.onerror = socket.onclose = end
  return {
    via: 'websocket',
    ask: (message) => {
      const answer = wait(message.id)
      socket.send(JSON.stringify(message))
      return answer
    },
    close: () => socket.close(),
  }
}
