import { ownPath, ownPorts, type Presence } from '../../shared/web-signing/wire.ts'
import type { FailureCode } from './failure.ts'
import { fetchLoopback } from './http.ts'
import { isFramedOut, type LoopbackPermission, loopbackPermission } from './permission.ts'

const patience = 4
const seenKey = 'cert-assistant'

/** Whether an assistant has ever answered this site in this browser. A page without storage does not know. */
const seen = (now?: true): boolean => {
  try {
    if (now) localStorage.setItem(seenKey, '1')
    return localStorage.getItem(seenKey) !== null
  } catch {
    return false
  }
}

/** Addresses in the order in which they are tried: without TLS first, because that needs no certificate. */
const addresses = (ports: readonly number[]): readonly string[] => {
  const plain = ports.map((port) => `http://127.0.0.1:${port}${ownPath}`)
  const tls = ports.map((port) => `https://127.0.0.1:${port + 1}${ownPath}`)
  return window.location.protocol === 'https:' ? [...plain, ...tls] : plain
}

/** Answers whether an assistant is there. While the browser asks the person, nothing is hurried. */
export const isThere = async (url: string, isAssistant: (said: unknown) => boolean): Promise<boolean> => {
  const giveUp = new AbortController()
  let waited = 0
  const clock = setInterval(async () => {
    if ((await loopbackPermission()) !== 'prompt') waited += 1
    if (waited >= patience) giveUp.abort()
  }, 1000)
  try {
    const answer = await fetchLoopback(url, { signal: giveUp.signal })
    return answer.ok && isAssistant(await answer.json())
  } catch {
    return false
  } finally {
    clearInterval(clock)
  }
}

const isPresence = (said: unknown): boolean => (said as Presence | null)?.assistant === 'cert-assistant'

/** Why nobody answered. */
export const absence = (permission: LoopbackPermission): FailureCode => {
  if (permission === 'denied') return 'permission-denied'
  if (!window.isSecureContext) return 'insecure-page'
  return seen() ? 'not-running' : 'not-installed'
}

export type Found = { readonly url: string } | { readonly url: null; readonly because: FailureCode }

/**
 * Looks for the assistant by a plain fetch. A browser that wants the person's permission asks for it now; a WebSocket
 * alone would fail without a question. `asking` is called if the browser is going to ask.
 */
export const findAssistant = async (
  asking: () => void,
  ports: readonly number[] = ownPorts,
): Promise<Found> => {
  if (isFramedOut()) return { url: null, because: 'framed' }
  const before = await loopbackPermission()
  if (before === 'denied') return { url: null, because: 'permission-denied' }
  if (before === 'prompt') asking()
  for (const url of addresses(ports)) {
    if (!(await isThere(url, isPresence))) continue
    seen(true)
    return { url }
  }
  return { url: null, because: absence(await loopbackPermission()) }
}
