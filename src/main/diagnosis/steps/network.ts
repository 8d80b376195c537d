import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { found, reported, type Step } from '../step.ts'
import type { World } from '../world.ts'

const patience = 2_500

/** What a proxy says to the request for a way to the authority; null if it says nothing. */
const proxyAnswer = (proxy: URL, target: string): Promise<number | null> =>
  new Promise((resolve) => {
    const call = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || 80,
      method: 'CONNECT',
      path: target,
      timeout: patience,
    })
    const end = (status: number | null) => {
      call.destroy()
      resolve(status)
    }
    call.once('connect', ({ statusCode }) => end(statusCode ?? 0))
    call.once('response', ({ statusCode }) => end(statusCode ?? 0))
    call.once('timeout', () => end(null)).once('error', () => end(null))
    call.end()
  })

const targetOf = ({ issuers }: World): string => {
  const [address] = issuers().flatMap((issuer) => URL.parse(issuer.address ?? '') ?? [])
  return address
    ? `${address.hostname}:${address.port || (address.protocol === 'https:' ? 443 : 80)}`
    : 'localhost:443'
}

const ofProxy = async (world: World): Promise<readonly Finding[]> => {
  const { proxy } = world.snapshot().settings
  if (proxy.mode !== 'manual') return []
  const { address } = proxy
  const url = URL.parse(address)
  const place = { page: 'settings', section: 'general' } as const
  const silent = found('proxy-silent', { address }, { repair: 'no-proxy', place })
  if (url === null) return [silent]
  const status = await proxyAnswer(url, targetOf(world))
  if (status === null) return [silent]
  // A proxy that could not reach the authority has answered: the step `authority` says what is wrong there.
  const refuses = status === 403 || status === 407
  return refuses ? [found('proxy-refuses', { address, status }, { place })] : []
}

const isOnlyLoopback = (): boolean =>
  Object.values(networkInterfaces()).every((all) => all?.every(({ internal }) => internal) ?? true)

/** Without a network only what is far is out of reach. The authority inside is on this computer. */
const ofInterfaces = ({ issuers }: World): readonly Finding[] => {
  const isFar = issuers().some(({ address }) => {
    const host = URL.parse(address ?? '')?.hostname ?? ''
    return host !== '' && host !== '127.0.0.1' && host !== 'localhost'
  })
  return isFar && isOnlyLoopback() ? [reported({ code: 'network-none', params: {} })] : []
}

export const networkStep = {
  id: 'network',
  finds: ['proxy-silent', 'proxy-refuses'],
  check: async (world) => [...ofInterfaces(world), ...(await ofProxy(world))],
} satisfies Step
