import type { ProxyChoice } from '../../shared/models/index.ts'
import type { Shell } from '../shell/shell.ts'

const loopback = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** The first usable way in a PAC answer ("PROXY a:1; DIRECT"). SOCKS is not usable. */
export const proxyOfPac = (answer: string): string | null => {
  for (const way of answer.split(';')) {
    const [kind = '', host = ''] = way.trim().split(/\s+/)
    if (/^direct$/i.test(kind)) return null
    if (/^(proxy|http)$/i.test(kind) && host !== '') return `http://${host}`
    if (/^https$/i.test(kind) && host !== '') return `https://${host}`
  }
  return null
}

/** The address of the proxy for a URL, or null for a direct connection. Loopback is always direct. */
export const proxyFor = async (
  url: URL,
  choice: ProxyChoice,
  shell: Pick<Shell, 'resolveProxy'>,
): Promise<string | null> => {
  if (loopback.test(url.hostname) || choice.mode === 'none') return null
  if (choice.mode === 'manual') return choice.address
  return proxyOfPac(await shell.resolveProxy(url.href))
}
