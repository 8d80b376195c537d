import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { body, head, type Visitor } from './bodies.ts'

/** Where the authority listens, and the certificate that it shows over TLS. */
export type Door = { readonly port: number; readonly cert: string | null }

/** One connection of a visitor. Resolves to the status of every answer, in order. */
export async function visit(door: Door, visitor: Visitor): Promise<readonly number[]> {
  const wire = connect(door.port, '127.0.0.1')
  const line = new Line(wire, door.cert === null ? wire : overTls(wire, door.cert))
  try {
    await line.opened(door.cert === null ? 'connect' : 'secureConnect')
    await bring(line, visitor)
  } finally {
    line.leave(visitor.way === 'half and gone')
  }
  return line.statuses
}

function overTls(wire: Socket, cert: string): Socket {
  return connectTls({ socket: wire, host: '127.0.0.1', ca: cert })
}

async function bring(line: Line, visitor: Visitor): Promise<void> {
  const { way, bodies } = visitor
  if (way === 'half and gone') return line.say(head(visitor) + body(visitor))
  if (way === 'pipelined') {
    await line.say((head(visitor) + body(visitor)).repeat(bodies))
    return line.answers(bodies)
  }
  for (let brought = 1; brought <= bodies; brought++) {
    if (way === 'after the answer') {
      await line.say(head(visitor))
      await line.answers(brought)
      await line.say(body(visitor))
    } else {
      await line.say(head(visitor) + body(visitor))
      await line.answers(brought)
    }
  }
}

class Line {
  readonly #wire: Socket
  /** The plain socket, or TLS over it. */
  readonly #socket: Socket
  #heard = ''
  #changed: () => void = () => {}
  #over = false

  constructor(wire: Socket, socket: Socket) {
    this.#wire = wire
    this.#socket = socket
    wire.setNoDelay(true)
    wire.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      this.#heard += chunk.toString('latin1')
      this.#changed()
    })
    // A connection that is cut off counts through its missing answers.
    socket.on('error', () => {})
    socket.once('close', () => {
      this.#over = true
      this.#changed()
    })
  }

  get statuses(): readonly number[] {
    return [...this.#heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1])).filter((s) => s >= 200)
  }

  opened(event: 'connect' | 'secureConnect'): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once(event, resolve)
      this.#socket.once('close', resolve)
    })
  }

  say(text: string): Promise<void> {
    return new Promise((resolve) => this.#socket.write(text, () => resolve()))
  }

  /** Waits until so many answers have come, or no more can come. */
  async answers(count: number): Promise<void> {
    while (this.statuses.length < count && !this.#over) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve
      })
    }
  }

  leave(abruptly: boolean): void {
    if (abruptly) this.#wire.resetAndDestroy()
    this.#socket.destroy()
  }
}
