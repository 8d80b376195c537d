import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { answer, type Door, redirect, type Visit } from './visit.ts'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The operator page from the folder with the built pages: one HTML file and the contents of `assets`. */
export function pagesDoor(pagesDir: string): Door {
  return async (visit) => {
    if (visit.method !== 'GET' && visit.method !== 'HEAD') return false
    if (/^\/(operator(\/|$)|assets\/)/.test(visit.path)) visit.trace.route = 'pages'
    if (visit.path === '/operator') return redirect(visit, 308, '/operator/')
    if (visit.path === '/operator/') return page(visit, join(pagesDir, 'operator.html'))
    // One plain file name, so that nothing in it can lead out of the folder.
    const name = /^\/(?:operator\/)?assets\/([A-Za-z0-9_][A-Za-z0-9_.-]{0,120})$/.exec(visit.path)?.[1]
    const type = name === undefined ? undefined : types[extname(name)]
    if (name === undefined || type === undefined) return false
    const content = await read(join(pagesDir, 'assets', name))
    const forEver = { 'cache-control': 'public, max-age=31536000, immutable' }
    return content !== null && answer(visit, 200, type, content, forEver)
  }
}

/** Styles that the page creates while it runs carry the nonce of this answer. */
async function page(visit: Visit, file: string): Promise<boolean> {
  const content = await read(file)
  if (content === null) return false
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // Documents of applicants, each with an origin of its own.
    'frame-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const html = content.toString('utf8').replace(/(<meta name="csp-nonce" content=")/, `$1${nonce}`)
  return answer(visit, 200, 'text/html; charset=utf-8', html, {
    'content-security-policy': policy,
    'cache-control': 'no-store',
  })
}

async function read(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return null
    throw error
  }
}
