import { app, protocol } from 'electron'
import { contentSecurityPolicy, scriptPolicy, securityHeaders } from '../content-security-policy.ts'
import { readPageFile } from '../page-files.ts'

const scheme = 'app'
const host = 'assistant'

/** During development Electron shows the pages of the development server. An installed product never does. */
const developmentServer = (): string | null =>
  app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null)

/** The address of a page of ours. */
export const pageAddress = (hash = ''): string =>
  `${developmentServer() ?? `${scheme}://${host}`}/${hash === '' ? '' : `#${hash}`}`

/** Whether this is the address of our own page. Nothing else may load, send or be navigated to. */
export const isOwnPage = (address: string): boolean => {
  const url = URL.parse(address)
  const own = URL.parse(pageAddress())
  return url !== null && own !== null && url.protocol === own.protocol && url.host === own.host
}

/** Must be called before Electron is ready. */
export const registerPages = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])

const refused = (status: number): Response => new Response(null, { status, headers: securityHeaders })

const answer = async (root: string, request: Request): Promise<Response> => {
  const url = URL.parse(request.url)
  if (url === null || url.host !== host) return refused(404)
  if (request.method !== 'GET') return refused(405)
  const file = await readPageFile(root, url.pathname)
  if (file === null) return refused(404)
  const policy = file.nonce === null ? scriptPolicy : contentSecurityPolicy(file.nonce, '')
  return new Response(file.body, {
    headers: { ...securityHeaders, 'Content-Security-Policy': policy, 'Content-Type': file.type },
  })
}

/** Serves the built pages at app://assistant/. */
export const servePages = (root: string): void => protocol.handle(scheme, (request) => answer(root, request))
