import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { getCACertificates } from 'node:tls'

export type Agents = { for(url: URL, proxy: string | null): HttpAgent; destroy(): void }

/** The trusted roots: those that come with the product and those of the system, which may be an organisation's own. */
const trusted = (): string[] => [...getCACertificates('default'), ...getCACertificates('system')]

const make = (protocol: string, proxy: string | null): HttpAgent => {
  const proxyEnv = proxy === null ? {} : { http_proxy: proxy, https_proxy: proxy }
  const options = { keepAlive: true, maxSockets: 8, scheduling: 'lifo' as const, proxyEnv }
  return protocol === 'https:' ? new HttpsAgent({ ...options, ca: trusted() }) : new HttpAgent(options)
}

/** Agents that keep connections open, separate for each route. */
export const createAgents = (): Agents => {
  const agents = new Map<string, HttpAgent>()
  return {
    for: (url, proxy) => {
      const key = `${url.protocol} ${proxy ?? ''}`
      const agent = agents.get(key) ?? make(url.protocol, proxy)
      agents.set(key, agent)
      return agent
    },
    destroy: () => {
      for (const agent of agents.values()) agent.destroy()
      agents.clear()
    },
  }
}
