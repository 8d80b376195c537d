import type { PageAnswer } from '../../shared/web-signing/wire.ts'
import type { Line } from './line.ts'

/** A fetch to this computer. The address space is named for browsers that allow the request only then. */
export const fetchLoopback = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, {
    ...init,
    credentials: 'omit',
    cache: 'no-store',
    ...{ targetAddressSpace: 'loopback' },
  })

export const httpLine = (url: string): Line => ({
  via: 'http',
  ask: async (message, signal) => {
    try {
      const answer = await fetchLoopback(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        ...(signal === undefined ? {} : { signal }),
      })
      return (await answer.json()) as PageAnswer
    } catch {
      return null
    }
  },
  close: () => undefined,
})
