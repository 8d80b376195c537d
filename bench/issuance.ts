import { join } from 'node:path'
import { setDelays } from '../src/native/virtual-ukey/faults.ts'
import { issuanceSteps, type TransactionView } from '../src/shared/models/index.ts'
import { insert, UKEY_PIN, virtualDriver } from '../test/flow/issuance/ukeys.ts'
import { given, type House, openHouse, removeFolder, temporary } from '../test/house/issuance.ts'
import type { Row } from './row.ts'

// Whole issuances, from the press of the button to the last step: the application's own parts, the authority inside
// in its own process over loopback HTTP, and the virtual Ukey in its token host. All figures are medians.

const rounds = 15
const signDelayMs = 100
/**
 * Signatures that one issuance asks of a key: one for the request, one for the confirmation, which is also the test
 * signature.
 */
const signatures = 2

type Run = { readonly milliseconds: number; readonly view: TransactionView }

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
const rounded = (value: number): number => Math.round(value * 10) / 10

type Wish = Parameters<House['issuance']['start']>[0]['target']

const issueOnce = async (house: House, target: Wish, secret: string): Promise<Run> => {
  const began = performance.now()
  const { transactionId } = await house.issuance.start({ target, ...given(secret) })
  const view = await house.rest(transactionId)
  const milliseconds = performance.now() - began
  if (view.state !== 'done') throw new Error(`the issuance stopped: ${JSON.stringify(view.error)}`)
  return { milliseconds, view }
}

const series = async (
  house: House,
  target: Wish,
  secret: string,
  count = rounds,
): Promise<readonly Run[]> => {
  await issueOnce(house, target, secret)
  const runs: Run[] = []
  for (let round = 0; round < count; round++) runs.push(await issueOnce(house, target, secret))
  return runs
}

const totalOf = (runs: readonly Run[]): number => median(runs.map(({ milliseconds }) => milliseconds))

const total = (name: string, runs: readonly Run[], budget: number | null): Row => {
  const value = rounded(totalOf(runs))
  const slowest = rounded(Math.max(...runs.map(({ milliseconds }) => milliseconds)))
  return {
    name,
    value,
    unit: 'ms',
    peers: { slowest },
    ratio: null,
    budget: budget === null ? null : `≤ ${budget} ms`,
    holds: budget === null ? null : value <= budget,
  }
}

/** The share of each step. The rest lies between the steps: sessions on the token and the journal. */
const shares = (name: string, runs: readonly Run[]): readonly Row[] => {
  const whole = totalOf(runs)
  const row = (step: string, milliseconds: number): Row => ({
    name: `${name}: ${step}`,
    value: rounded(milliseconds),
    unit: 'ms',
    peers: { 'share %': rounded((100 * milliseconds) / whole) },
    ratio: null,
    budget: null,
    holds: null,
  })
  const secondsOf = ({ view }: Run, step: string) =>
    view.steps.find((one) => one.name === step)?.seconds ?? Number.NaN
  const steps = issuanceSteps.map(
    (step) => [step, median(runs.map((run) => 1000 * secondsOf(run, step)))] as const,
  )
  const between = whole - steps.reduce((sum, [, milliseconds]) => sum + milliseconds, 0)
  return [...steps, ['between the steps', between] as const].map(([step, value]) => row(step, value))
}

const inHouse = async <T>(
  options: Partial<Parameters<typeof openHouse>[0]>,
  work: (house: House) => Promise<T>,
) => {
  const home = temporary()
  const house = await openHouse({ home, address: 'embedded', ...options })
  try {
    await house.login()
    return await work(house)
  } finally {
    await house.stop()
    removeFolder(home)
  }
}

const soft = { kind: 'soft' } as const

const softRows = async (): Promise<readonly Row[]> => {
  const cheap = await inHouse({}, (house) => series(house, soft, '135246'))
  const real = await inHouse({ kdf: { N: 1 << 16, r: 8, p: 1 } }, (house) => series(house, soft, '135246', 5))
  return [
    total('soft, PIN derivation apart', cheap, 300),
    ...shares('soft', cheap),
    total('soft, with three PIN derivations at their real cost', real, null),
  ]
}

const hardRows = async (): Promise<readonly Row[]> => {
  const keys = temporary()
  const folder = join(keys, 'keys')
  try {
    return await inHouse({ drivers: virtualDriver(folder) }, async (house) => {
      const tokenId = await insert(house, folder, 'BENCH')
      const target = { kind: 'ukey', tokenId } as const
      const quick = await series(house, target, UKEY_PIN)
      setDelays(folder, 'BENCH', { sign: signDelayMs })
      const slow = await series(house, target, UKEY_PIN)
      const keyTakes = signatures * signDelayMs
      return [
        total('Ukey without delay', quick, 500),
        ...shares('Ukey', quick),
        total(`Ukey with ${signDelayMs} ms a signature (${signatures} signatures)`, slow, 500 + keyTakes),
      ]
    })
  } finally {
    removeFolder(keys)
  }
}

export const bench = async (): Promise<readonly Row[]> => [...(await softRows()), ...(await hardRows())]
