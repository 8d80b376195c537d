import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** What a running assistant tells a second start on the same data folder. */
const answer = z.discriminatedUnion('shell', [
  z.object({ shell: z.literal('electron') }),
  z.object({ shell: z.literal('web'), url: z.url(), door: z.string().nullable() }),
])
export type SecondStartAnswer = z.infer<typeof answer>

const record = z.object({ pid: z.int(), port: z.int(), secret: z.string() })
const recordFile = (home: string) => join(home, 'instance.json')

const sameSecret = (given: string, secret: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Reads one line, no longer than a secret or an address needs. */
const lineFrom = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.setTimeout(1_000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (part) => {
      text += part
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > 4_096) socket.destroy(new Error('too long'))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed')))
  })

/** Answers later starts, on the loopback address, to whoever can read the secret in the data folder. */
export const answerSecondStarts = async (
  home: string,
  answerNow: () => SecondStartAnswer,
): Promise<() => void> => {
  const secret = randomBytes(24).toString('base64url')
  const server = createServer((socket) => {
    lineFrom(socket).then(
      (line) => {
        if (sameSecret(line, secret)) socket.end(`${JSON.stringify(answerNow())}\n`)
        else socket.destroy()
      },
      () => socket.destroy(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  try {
    writeFileSync(recordFile(home), JSON.stringify({ pid: process.pid, port, secret }), { mode: 0o600 })
  } catch {
    // On a full disk a second start only hears that there is a first.
  }
  server.unref()
  return () => {
    server.close()
    rmSync(recordFile(home), { force: true })
  }
}

const askOnce = async (home: string): Promise<SecondStartAnswer> => {
  const { port, secret } = record.parse(JSON.parse(readFileSync(recordFile(home), 'utf8')))
  const socket = connect(port, '127.0.0.1')
  try {
    socket.write(`${secret}\n`)
    return answer.parse(JSON.parse(await lineFrom(socket)))
  } finally {
    socket.destroy()
  }
}

/** Asks the assistant that holds the folder; it may be starting or busy itself, so it is given some time. */
export const askRunning = async (home: string, patience = 4_000): Promise<SecondStartAnswer | null> => {
  const end = performance.now() + patience
  while (performance.now() < end) {
    const given = await askOnce(home).catch(() => null)
    if (given !== null) return given
    await pause(100)
  }
  return null
}
