import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What happens to one call: it may never arrive, its answer may be lost, or the answer may be changed, each after any
 * delay.
 */
export type Meddling = 'pass' | 'refuse' | 'lose-answer' | ((answer: unknown) => unknown)
export type Interference = (call: {
  readonly method: string
  readonly path: string
}) => Meddling | Promise<Meddling>

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

/** Stands between client and authority like a network that loses or changes what passes. */
export const openMiddle = async (wherever: string | (() => string)): Promise<Middle> => {
  let interference: Interference = () => 'pass'
  const calls: string[] = []
  const answerFrom = (incoming: IncomingMessage, path: string, sent: Buffer): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const target = new URL(path, typeof wherever === 'string' ? wherever : wherever())
      const { method = 'GET', headers } = incoming
      const forward = httpRequest(target, { method, headers: { ...headers, host: target.host } })
      forward.on('response', resolve)
      forward.on('error', reject)
      forward.end(sent)
    })

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/' } = incoming
    const wish = await interference({ method, path })
    if (wish === 'refuse') return void incoming.socket.destroy()
    const answer = await answerFrom(incoming, path, await bodyOf(incoming))
    const body = await bodyOf(answer)
    calls.push(`${method} ${path}`)
    if (wish === 'lose-answer') return void incoming.socket.destroy()
    const changed = typeof wish === 'function' ? await wish(JSON.parse(body.toString())) : null
    const back = changed === null ? body : Buffer.from(JSON.stringify(changed))
    const headers = { 'content-type': answer.headers['content-type'] ?? '', 'content-length': back.length }
    outgoing.writeHead(answer.statusCode ?? 500, headers).end(back)
  }

  // To the client, any failure between here and the authority looks like a broken connection.
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy())
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
