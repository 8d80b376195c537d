import { deskAt, loggedIn, open, registered, residentId, solved } from '../flow/ra/applicant.ts'
import { startTestRa, type TestRa } from '../flow/ra/authority.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- identity-timing [--runs N]: N answers for somebody who is known and N for nobody, by turns.
// A promise is broken if the times differ (Mann-Whitney, p <= 0.01) in three series of three.

const DAY = 24 * 3_600_000
const SERIES = 3
const LEAST_P = 0.01

type Door = {
  readonly name: string
  /** Doors behind slow preparations get a part of the runs. */
  readonly share: number
  /** Makes one answer ready, outside of the measured time: for somebody who is known, or for nobody. */
  readonly prepare: (known: boolean) => Promise<() => Promise<unknown>>
}

async function timed(door: Door, known: boolean): Promise<number> {
  const call = await door.prepare(known)
  const from = process.hrtime.bigint()
  await call().catch(() => null)
  return Number(process.hrtime.bigint() - from)
}

/** The two-sided p of Mann and Whitney, by the normal approximation. */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, own: true })), ...b.map((value) => ({ value, own: false }))]
  all.sort((one, other) => one.value - other.value)
  const ranks = all.reduce((sum, { own }, index) => sum + (own ? index + 1 : 0), 0)
  const u = ranks - (a.length * (a.length + 1)) / 2
  const mean = (a.length * b.length) / 2
  const deviation = Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12)
  const z = Math.abs(u - mean) / deviation
  return 2 * (1 - normal(z))
}

/** Abramowitz and Stegun 26.2.17. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - density * tail
}

async function doorsOf(test: TestRa): Promise<readonly Door[]> {
  const { phone, person } = await registered(test)
  const desk = deskAt(test.ra.url)
  const free = '13999999999'
  const nobody = residentId()
  const phoneOf = (known: boolean) => (known ? phone : free)
  const fresh = async () => {
    // The next day nothing is paused and codes may be sent again.
    test.passTime(DAY)
    return solved(desk)
  }
  return [
    {
      name: 'forgotten password',
      share: 1,
      prepare: async (known) => {
        const contact = { channel: 'sms', address: phoneOf(known) } as const
        const form = { way: 'phone', login: phoneOf(known), contact, ...(await fresh()) } as const
        return () => desk.client.identity.passwordResets.open(form)
      },
    },
    {
      name: 'document',
      share: 1,
      prepare: async (known) => {
        const { dossierId, desk: own } = await open(test, 'registration', 'person')
        const number = known ? person.document.number : nobody
        const given = { ...person, document: { ...person.document, number } }
        return () => own.client.identity.dossiers.putPerson({ dossierId, person: given })
      },
    },
    {
      name: 'handler',
      share: 1,
      prepare: async (known) => {
        await fresh()
        const { dossierId, desk: own } = await open(test, 'registration', 'entity')
        const handler = { how: 'registered', login: phoneOf(known) } as const
        return () => own.client.identity.dossiers.askHandler({ dossierId, handler })
      },
    },
    {
      name: 'login',
      share: 0.25,
      prepare: async (known) => {
        const form = {
          loginKind: 'phone',
          login: phoneOf(known),
          password: 'wrong',
          ...(await fresh()),
        } as const
        return () => desk.client.sessions.byPassword(form)
      },
    },
    {
      name: 'linking',
      share: 0.25,
      prepare: async (known) => {
        await fresh()
        const own = await loggedIn(test, 'phone', phone)
        const form = { login: known ? 'haiwai2017' : 'nobody2017', password: 'wrong', ...(await solved(own)) }
        return () => own.client.identity.account.linkLegacy(form)
      },
    },
  ]
}

async function seriesOf(door: Door, runs: number): Promise<number> {
  const known: number[] = []
  const unknown: number[] = []
  for (let run = -20; run < runs; run++) {
    // By turns first the one and first the other.
    const first = run % 2 === 0
    const one = await timed(door, first)
    const other = await timed(door, !first)
    if (run < 0) continue
    known.push(first ? one : other)
    unknown.push(first ? other : one)
  }
  return mannWhitney(known, unknown)
}

export const fault = async ({ runs }: FaultOptions): Promise<FaultReport> => {
  const test = await startTestRa()
  const broken: string[] = []
  const told: string[] = []
  try {
    for (const door of await doorsOf(test)) {
      const ps: number[] = []
      const samples = Math.round(runs * door.share)
      for (let series = 0; series < SERIES; series++) ps.push(await seriesOf(door, samples))
      told.push(`${door.name}, ${samples} samples: p ${ps.map((p) => p.toFixed(3)).join(' ')}`)
      if (ps.some((p) => p <= LEAST_P)) broken.push(`${door.name}: p ${ps.join(' ')}`)
    }
  } catch (error) {
    broken.push(String(error), ...test.faults.slice(-2))
  }
  await test.end()
  broken.push(...test.faults.filter((line) => line.startsWith('fault')).slice(0, 3))
  return { broken, summary: told.join('\n') }
}
