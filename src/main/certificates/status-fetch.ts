import type { ProxyChoice } from '../../shared/models/index.ts'
import { createAgents } from '../authority/agents.ts'
import { exchange } from '../authority/exchange.ts'
import { proxyFor } from '../authority/proxy.ts'
import type { Shell } from '../shell/shell.ts'
import type { StatusFetch } from './revocation.ts'

const limits = { milliseconds: 8_000, answerBytes: 8 * 1024 * 1024 }

/** Asks status services as the authority is asked: through the same proxy, with limits for time and size. */
export const createStatusFetch = (
  proxy: () => ProxyChoice,
  shell: Pick<Shell, 'resolveProxy'>,
): StatusFetch & { stop(): void } => {
  const agents = createAgents()
  const stopping = new AbortController()
  const ask: StatusFetch = async (address, body) => {
    const url = new URL(address)
    const agent = agents.for(url, await proxyFor(url, proxy(), shell))
    const headers = body ? { 'content-type': 'application/ocsp-request' } : {}
    const request = new Request(url, {
      method: body ? 'POST' : 'GET',
      headers,
      body: body ? new Uint8Array(body) : null,
    })
    const answer = await exchange(request, agent, limits, stopping.signal)
    if (answer.status !== 200) throw new Error(`status service answered ${answer.status}`)
    return answer.body
  }
  const stop = () => {
    stopping.abort()
    agents.destroy()
  }
  return Object.assign(ask, { stop })
}
