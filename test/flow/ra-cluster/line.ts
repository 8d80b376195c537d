import { Agent, request } from 'node:http'

export type Said = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

/** One connection, so that everything said on it is said to one process. */
export class Line {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, token?: string): Promise<Said> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}${path}`, { agent: this.#agent, method, headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const read = Buffer.concat(parts).toString()
          resolve({ status: answer.statusCode ?? 0, body: read === '' ? {} : JSON.parse(read) })
        })
      })
      sent.on('error', reject)
      sent.end(text)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

/** A line to each of the processes, by their places. */
export async function linesToAll(url: string, count: number): Promise<readonly Line[]> {
  const found = new Map<unknown, Line>()
  for (let tries = 0; found.size < count; tries++) {
    if (tries === 100) throw new Error(`only ${found.size} of ${count} processes answer`)
    const lines = Array.from({ length: 8 }, () => new Line(url))
    const places = await Promise.all(lines.map(async (line) => (await line.ask('GET', '/alive')).body.worker))
    for (const [i, line] of lines.entries()) {
      if (found.has(places[i])) line.close()
      else found.set(places[i], line)
    }
  }
  return [...found.values()]
}
