import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { createRaClient } from '../../../src/shared/ra-contract/client.ts'
import type { RaClient } from '../../../src/shared/ra-contract/index.ts'

/** A client that calls from this address of the loopback network, as another household would. */
export function clientAt(
  url: string,
  localAddress: string,
  token: () => string | null = () => null,
  clientId?: string,
): RaClient {
  const fetch = async (asked: Request): Promise<Response> => {
    const { method, headers } = asked
    const body = await asked.text()
    const sent = request(asked.url, { method, localAddress, headers: Object.fromEntries(headers) }).end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const text = Buffer.concat(await answer.toArray()).toString('utf8')
    return new Response(text, {
      status: answer.statusCode ?? 0,
      headers: { 'content-type': answer.headers['content-type'] ?? '' },
    })
  }
  return createRaClient({ url, token, fetch, ...(clientId === undefined ? {} : { clientId }) })
}
