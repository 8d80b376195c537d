import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, request as plainRequest, type ServerResponse } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { parentPort, workerData } from 'node:worker_threads'
import { bank } from './bank.ts'
import { cashier } from './cashier.ts'
import { type Ready, type Settings, settings } from './messages.ts'

// The cashier or the bank of a demonstration: a program of its own, started by the authority and ended with it. It
// listens on a loopback port of its own and answers only those who know its secret.

const AGAIN_MS = 2_000
const BODY_LIMIT = 256 * 1024

/** The authority believes only what it asks for itself, so the notice needs neither signature nor certificate. */
function report(noticeUrl: string, orderId: string): Promise<boolean> {
  const body = JSON.stringify({ orderId })
  const send = noticeUrl.startsWith('https:') ? tlsRequest : plainRequest
  return new Promise((resolve) => {
    const sent = send(
      noticeUrl,
      {
        method: 'POST',
        rejectUnauthorized: false,
        timeout: 5_000,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode === 200))
        answer.on('error', () => resolve(false))
      },
    )
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => resolve(false))
    sent.end(body)
  })
}

/** What each of the two programs does. */
type Desk = {
  readonly answer: (path: string, body: unknown) => Promise<object | null>
  readonly reportAgain: (() => Promise<void>) | null
  /** The new name of books that could not be read. */
  readonly aside: string | null
}

/** What cannot be written down now, because the disk is full, is reported once more next time. */
function keepReporting(reportAgain: () => Promise<void>): void {
  const again = () =>
    void reportAgain()
      .catch(() => {})
      .finally(() => setTimeout(again, AGAIN_MS).unref())
  setImmediate(again)
}

function isAllowed(secret: string, given: string | undefined): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(`Bearer ${secret}`)]
  return a.length === b.length && timingSafeEqual(a, b)
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > BODY_LIMIT) throw new Error('too large')
    parts.push(part)
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}

type Parts = { readonly desk: Desk; readonly secret: string }

async function answer({ desk, secret }: Parts, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'POST' || !isAllowed(secret, request.headers.authorization)) {
    response.writeHead(404).end()
    return
  }
  const found = await desk.answer(request.url ?? '', await bodyOf(request))
  if (found === null) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found))
}

function open({ role, file, secret, noticeUrl }: Settings): void {
  const desk: Desk = role === 'cashier' ? cashier(file, (orderId) => report(noticeUrl, orderId)) : bank(file)
  const server = createServer((request, response) => {
    answer({ desk, secret }, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(400)
      response.end()
    })
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address !== 'object' || address === null) return
    tell({ type: 'ready', port: address.port, aside: desk.aside })
    if (desk.reportAgain !== null) keepReporting(desk.reportAgain)
  })
}

/** Under Electron the authority can start no process, so there this is a thread of it. */
function tell(message: Ready): void {
  if (parentPort !== null) parentPort.postMessage(message)
  else process.send?.(message)
}

if (parentPort !== null) open(settings.parse(workerData))
else if (process.connected === true) {
  process.once('message', (message) => open(settings.parse(message)))
  process.on('disconnect', () => process.exit(0))
}
