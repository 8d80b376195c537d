import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What happens to one call: the body of the answer may be changed, or the call may never arrive, or the answer not. */
export type Interference = (call: {
  readonly method: string
  readonly path: string
}) => 'pass' | 'refuse' | 'lose-answer' | ((answer: unknown) => unknown)

export type Middle = {
  readonly url: string
  interfere(by: Interference): void
  /** Calls that reached the authority, as "POST /ra/v1/requests". */
  readonly calls: string[]
  close(): void
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Stands between client and authority, as a network does that loses or changes what passes. */
export const openMiddle = async (target: string): Promise<Middle> => {
  let interference: Interference = () => 'pass'
  const calls: string[] = []
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/' } = incoming
    const wish = interference({ method, path })
    if (wish === 'refuse') {
      incoming.socket.destroy()
      return
    }
    const sent = await bodyOf(incoming)
    const forward = httpRequest(new URL(path, target), {
      method,
      headers: { ...incoming.headers, host: new URL(target).host },
    })
    forward.on('response', async (answer) => {
      const body = await bodyOf(answer)
      calls.push(`${method} ${path}`)
      if (wish === 'lose-answer') {
        incoming.socket.destroy()
        return
      }
      const changed =
        typeof wish === 'function' ? Buffer.from(JSON.stringify(wish(JSON.parse(body.toString())))) : body
      const { 'content-type': type = 'application/json' } = answer.headers
      outgoing
        .writeHead(answer.statusCode ?? 500, { 'content-type': type, 'content-length': changed.length })
        .end(changed)
    })
    forward.on('error', () => incoming.socket.destroy())
    forward.end(sent)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    interfere: (by) => {
      interference = by
    },
    calls,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
