import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import { type RaRequest, raErrorOf } from '../../../src/shared/ra-contract/index.ts'
import { postgresLedger } from '../../fault/ra-ledger.ts'
import { brokenPromises } from '../../fault/ra-promises.ts'
import { confirmation, csrFor, type Holder, holderAt, openRequest } from '../ra/holder.ts'
import { pause, type Seeded } from './authority.ts'

export type Load = {
  /** Issuances that were confirmed to their holders: the keys of their requests. */
  readonly acknowledged: readonly string[]
  /** The serial numbers of their signature certificates. */
  readonly serials: readonly string[]
  /** When each was confirmed, by `performance.now()`. */
  readonly times: readonly number[]
  /** Calls whose connection broke or was refused. */
  readonly cut: number
  /** Calls that were told to come back later. */
  readonly busy: number
  /** What holders were told that nobody should hear. Each of them has stopped. */
  readonly failures: readonly string[]
}

/** How often a call is repeated, every 50 ms or more: for longer than an authority takes to start on a busy machine. */
const PATIENCE = 6000

type Written = {
  acknowledged: string[]
  serials: string[]
  times: number[]
  cut: number
  busy: number
  failures: string[]
}

/**
 * Holders who have certificates issued, one after another, and repeat a call that was not answered. With `rate`, all of
 * them together begin so many a second, if they are answered fast enough.
 */
export function startLoad(url: string, holders: readonly Seeded[], rate: number | null = null) {
  const load: Written = { acknowledged: [], serials: [], times: [], cut: 0, busy: 0, failures: [] }
  let goesOn = true
  const persist = async <T>(call: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await call()
      } catch (error) {
        const code = raErrorOf(error)?.code
        if (code !== 'server-busy' && code !== 'too-many-requests' && !(error instanceof TypeError))
          load.failures.push(String(error))
        if (code === undefined && error instanceof TypeError) load.cut++
        else if (code === 'server-busy') load.busy++
        else if (code !== 'too-many-requests') throw error
        if (tries === PATIENCE) throw error
        // Hundreds of holders who ask again at once would take the processor from what they wait for.
        await pause(rate === null ? 50 : 250)
      }
    }
  }
  const running = Promise.all(
    holders.map(async ({ token }, i) => {
      const holder = holderAt(url, token)
      const period = rate === null ? 0 : (holders.length * 1000) / rate
      await pause((period * i) / holders.length)
      while (goesOn) {
        const begun = performance.now()
        const { key, serial } = await issueOnce(holder, persist)
        load.acknowledged.push(key)
        load.serials.push(serial)
        load.times.push(performance.now())
        await pause(rate === null ? 150 : Math.max(0, begun + period - performance.now()))
      }
    }),
  )
  // Whoever waits for the end hears of it.
  running.catch(() => {})
  return {
    load: load as Load,
    end: async (): Promise<Load> => {
      goesOn = false
      await running
      return load
    },
  }
}

async function issueOnce(
  holder: Holder,
  persist: <T>(call: () => Promise<T>) => Promise<T>,
): Promise<{ readonly key: string; readonly serial: string }> {
  const key = crypto.randomUUID()
  const { client } = holder
  const { request } = await persist(() => openRequest(holder, { idempotencyKey: key }))
  const requestId = request.id
  const pair = generateSm2KeyPair()
  const csr = csrFor(request, pair)
  await persist(() => client.requests.submitCsr({ requestId, csr }))
  await persist(() => client.requests.collect({ requestId }))
  const { request: issued } = await persist(() => client.requests.get({ requestId }))
  const serial = serialOf(issued)
  const signature = confirmation(request, serial, pair)
  await persist(() => client.requests.confirm({ requestId, signature }))
  return { key, serial }
}

function serialOf({ serials }: RaRequest): string {
  if (serials === null) throw new Error('it was collected, but it has no certificates')
  return serials.signature
}

/** What is wrong in the database after a load: broken promises, and issuances that were lost or came twice. */
export async function damages(database: string, { acknowledged }: Load): Promise<readonly string[]> {
  const ledger = postgresLedger(database)
  const rows = await ledger.all(
    `SELECT r.idempotency_key AS key, r.state, count(c.serial) AS certificates FROM requests r
     LEFT JOIN certificates c ON c.request_id = r.id GROUP BY r.id, r.idempotency_key, r.state`,
  )
  const found = new Map<string, string[]>()
  for (const { key, state, certificates } of rows) {
    found.set(String(key), [...(found.get(String(key)) ?? []), `${state} ${certificates}`])
  }
  const wrong = acknowledged.filter((key) => found.get(key)?.join() !== 'active 2')
  return [
    ...(await brokenPromises(ledger)),
    ...wrong.map((key) => `${key}: ${found.get(key)?.join() ?? 'lost'}`),
  ]
}
