import type { BrowserContext, Route } from 'playwright-core'
import { fromChromium } from './addresses.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()

export const schemes = {
  registered: new Set<string>(),
  handled: (): ReadonlySet<string> => new Set(handlers.keys()),
}

export const protocol = {
  registerSchemesAsPrivileged: (
    custom: readonly { readonly scheme: string; readonly privileges?: object }[],
  ): void => {
    for (const { scheme } of custom) schemes.registered.add(scheme)
  },
  handle: (scheme: string, handler: Handler): void => {
    if (handlers.has(scheme)) throw new Error(`the scheme ${scheme} has a handler already`)
    handlers.set(scheme, handler)
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
}

const fulfil = async (route: Route, address: string): Promise<void> => {
  const handler = handlers.get(new URL(address).protocol.slice(0, -1))
  if (handler === undefined) return route.abort()
  const answer = await handler(new Request(address, { method: route.request().method() }))
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  })
}

/** The addresses of main frames that were requested and are not ours, in order. Later a popup's own address is gone. */
export const refusedDocuments: string[] = []

/** Every request of every window comes here. The product answers those that are ours; the others go nowhere. */
export const answerRequests = (context: BrowserContext): Promise<unknown> =>
  context.route('**/*', async (route) => {
    const address = route.request().url()
    const own = fromChromium(address, schemes.handled())
    if (own !== address) return fulfil(route, own)
    if (route.request().isNavigationRequest()) refusedDocuments.push(address)
    await route.abort()
  })
