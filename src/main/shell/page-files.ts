import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  // What pdf.js reads while it draws (scripts/pdfjs-files.mjs).
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
}

export type PageFile = {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  /** Only for HTML: the nonce that was written into it. */
  readonly nonce: string | null
}

/** The file below `root` for a path; null for anything that is clearly not a path of ours. */
export const pathBelow = (root: string, pathname: string): string | null => {
  const decoded = decode(pathname)
  if (decoded === null || !decoded.startsWith('/')) return null
  if (['\\', ':', '\0'].some((sign) => decoded.includes(sign))) return null
  const parts = decoded.slice(1).split('/')
  if (parts.some((part) => part.startsWith('.'))) return null
  const file = join(root, decoded === '/' ? 'index.html' : decoded)
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null
}

const decode = (pathname: string): string | null => {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

const withNonce = (html: string, nonce: string): string =>
  html.replace(/(<meta\s+name="csp-nonce"\s+content=")[^"]*(")/, `$1${nonce}$2`)

/** How often to try, and how long to wait between, in milliseconds. */
const tries = { most: 40, pauseMs: 50 } as const

const isOutOfDescriptors = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')

/** A crowd of connections may use up all descriptors for a moment. That does not make a file missing. */
const readPatiently = async (file: string): Promise<Buffer | null> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await readFile(file)
    } catch (error) {
      if (!isOutOfDescriptors(error) || tried >= tries.most) return null
      await pause(tries.pauseMs)
    }
  }
}

/** A page or a part of one, ready to send; null if there is no such file. */
export const readPageFile = async (root: string, pathname: string): Promise<PageFile | null> => {
  const file = pathBelow(root, pathname)
  const type = file === null ? undefined : types[extname(file)]
  if (file === null || type === undefined) return null
  const body = await readPatiently(file)
  if (body === null) return null
  if (extname(file) !== '.html') return { type, body: new Uint8Array(body), nonce: null }
  const nonce = randomBytes(16).toString('base64')
  return { type, body: new TextEncoder().encode(withNonce(body.toString('utf8'), nonce)), nonce }
}
