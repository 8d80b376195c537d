import { type Amount, type Choice, readCommandLine } from '../command-line.ts'
import { type Face, faces } from '../house/tokens.ts'
import { type Doors, groups } from './identity-timing/groups.ts'

// npm run fault -- NAME [--abi pkcs11|skf] [--seed N] [--runs N]: the same seed gives the same faults.
// npm run fault -- identity|ra [--store sqlite|postgres]
// npm run fault -- identity-timing [--doors all|login|forgotten|dossier|centre] [--runs N]: the suite says what a run is.
// npm run fault -- updates [--kills N]
// npm run fault -- idle [--minutes N]: nothing is broken here; nothing may happen.
// npm run fault -- ra-failover [--kills N] [--rate N]: so many issuances a second, if the machine can.

export const stores = ['sqlite', 'postgres'] as const

/**
 * `abi` chooses the face of the virtual Ukey, `store` the authority's database, for a suite that has both; `doors` a
 * part of identity-timing.
 */
export type FaultOptions = {
  readonly seed: number
  readonly runs: number
  readonly abi?: Face
  readonly store?: (typeof stores)[number]
  readonly doors?: Doors
  /** How many issuances a second are begun, for ra-failover. */
  readonly rate?: number
}
/** The final report of a suite. Any broken promise makes it fail. */
export type FaultReport = { readonly summary: string; readonly broken: readonly string[] }

const suites = [
  'ukey',
  'soft-token',
  'ra',
  'ra-failover',
  'issuance',
  'renewal',
  'upgrade',
  'care',
  'disk',
  'unread',
  'slow',
  'diagnosis',
  'idle',
  'identity',
  'identity-timing',
  'documents',
  'updates',
]
const measures: Readonly<Record<string, Amount>> = {
  idle: { flag: 'minutes', usual: 30 },
  'ra-failover': { flag: 'kills', usual: 30 },
  updates: { flag: 'kills', usual: 100 },
}
const measure = measures[process.argv[2] ?? ''] ?? { flag: 'runs', usual: 300 }
const paced = process.argv[2] === 'ra-failover' ? { flag: 'rate', usual: 200 } : null
const ofBothFaces = ['ukey', 'issuance', 'renewal', 'upgrade'].includes(process.argv[2] ?? '')
const choices: Readonly<Record<string, Choice>> = {
  identity: { flag: 'store', words: stores },
  ra: { flag: 'store', words: stores },
  'identity-timing': { flag: 'doors', words: groups },
}
const choice = ofBothFaces ? { flag: 'abi', words: faces } : (choices[process.argv[2] ?? ''] ?? null)
const {
  name,
  seed,
  amount: runs,
  word,
  rate,
} = readCommandLine('fault suite', suites, measure, choice, paced)
const abi = faces.find((face) => face === word)
const store = stores.find((one) => one === word)
const doors = groups.find((group) => group === word)
console.log(`fault ${name}: ${runs} ${measure.flag}, seed ${seed}`)
const { fault } = (await import(new URL(`${name}.ts`, import.meta.url).href)) as {
  fault: (options: FaultOptions) => Promise<FaultReport>
}
const { summary, broken } = await fault({
  ...{ seed, runs },
  ...(abi === undefined ? {} : { abi }),
  ...(store === undefined ? {} : { store }),
  ...(doors === undefined ? {} : { doors }),
  ...(paced === null ? {} : { rate }),
})
for (const one of broken) console.error(`BROKEN ${one}`)
console.log(summary)
process.exit(broken.length > 0 ? 1 : 0)
