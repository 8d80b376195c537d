import { agency, startTestRa, type TestRa } from '../flow/ra/authority.ts'
import { issue } from '../flow/ra/holder.ts'
import { openssl } from '../flow/ra/openssl.ts'
import { tlsFiles } from '../flow/ra/tls-files.ts'
import { randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'
import { type Visitor, visitor } from './unread/bodies.ts'
import { type Door, visit } from './unread/visit.ts'

const AT_ONCE = 8
/** How many bodies come between two checks that the authority still serves. */
const LOOK_EVERY = 500

/**
 * Sends an authority `runs` bodies that it does not read, in every way a client can send them. It must go on serving.
 */
export async function fault({ seed, runs }: FaultOptions): Promise<FaultReport> {
  const ssl = openssl()
  const tls = tlsFiles(ssl)
  ssl.end()
  const [plain, secure] = [await startTestRa(), await startTestRa({ tls })]
  const doors = [doorOf(plain, null), doorOf(secure, tls.cert)]
  const crowd = new Crowd(doors, randomFrom(seed), runs)
  try {
    while (crowd.left > 0 && crowd.broken.length < 10) {
      await crowd.come(Math.min(LOOK_EVERY, crowd.left))
      await crowd.look(plain, secure)
    }
    await crowd.look(plain, secure)
    const state = await issuedAt(plain.ra.url)
    if (state !== 'active') crowd.broken.push(`an issuance afterwards ends as ${state}`)
    crowd.broken.push(...[...plain.faults, ...secure.faults].slice(0, 10))
  } finally {
    await Promise.all([plain.end(), secure.end()])
  }
  const { broken, connections, answered } = crowd
  const summary = `${runs - crowd.left} unread bodies on ${connections} connections, ${answered} answers, ${broken.length} broken promises (seed ${seed})`
  return { summary, broken }
}

async function issuedAt(url: string): Promise<string> {
  try {
    return (await issue(await agency(url))).request.state
  } catch (error) {
    return String(error)
  }
}

function doorOf(test: TestRa, cert: string | null): Door {
  return { port: Number(new URL(test.ra.url).port), cert }
}

class Crowd {
  readonly broken: string[] = []
  left: number
  connections = 0
  answered = 0
  readonly #doors: readonly Door[]
  readonly #random: () => number

  constructor(doors: readonly Door[], random: () => number, runs: number) {
    this.#doors = doors
    this.#random = random
    this.left = runs
  }

  /** Sends so many bodies, with several visitors at a time. */
  async come(bodies: number): Promise<void> {
    let coming = bodies
    const visitors = Array.from({ length: AT_ONCE }, async () => {
      while (coming > 0) {
        const next = visitor(this.#random, coming)
        coming -= next.bodies
        this.left -= next.bodies
        await this.#receive(next)
      }
    })
    await Promise.all(visitors)
  }

  async #receive(one: Visitor): Promise<void> {
    const door = this.#doors[this.#random() < 0.2 ? 1 : 0]
    if (door === undefined) return
    const statuses = await visit(door, one)
    this.connections++
    this.answered += statuses.length
    const what = `${one.way}, ${one.place}, ${door.cert === null ? 'plain' : 'TLS'}`
    if (statuses.includes(503)) this.broken.push(`${what}: refused as busy`)
    const owed = one.way === 'half and gone' ? 0 : one.bodies
    if (statuses.length < owed) this.broken.push(`${what}: ${statuses.length} answers for ${owed} bodies`)
  }

  /** Checks that the authority answers over both doors, with and without a body to read. */
  async look(plain: TestRa, secure: TestRa): Promise<void> {
    for (const path of ['/ra/v1/info', '/crl/issuing.crl', '/ra/v1/captchas', '/ocsp']) {
      const init = path === '/ocsp' || path.endsWith('captchas') ? { method: 'POST', body: '{}' } : {}
      const headers = { 'content-type': 'application/json' }
      const { status } = await fetch(`${plain.ra.url}${path}`, { ...init, headers })
      if (status !== 200) this.broken.push(`with ${this.left} to come, ${path} answers ${status}`)
    }
    const look: Visitor = { way: 'one a connection', place: 'GET /crl/issuing.crl', bodies: 1 }
    const [status] = await visit(doorOf(secure, this.#doors[1]?.cert ?? null), look)
    if (status !== 200) this.broken.push(`with ${this.left} to come, TLS answers ${status}`)
  }
}
