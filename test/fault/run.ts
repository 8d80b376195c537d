import { parseArgs } from 'node:util'

// npm run fault -- NAME [--seed N] [--runs N]: the same seed gives the same faults.

export type FaultOptions = { readonly seed: number; readonly runs: number }
/** What a suite has to say in the end; any broken promise makes it fail. */
export type FaultReport = { readonly summary: string; readonly broken: readonly string[] }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, runs: { type: 'string', default: '300' } },
})
const [name = ''] = positionals
const suites = ['ukey', 'soft-token', 'ra', 'issuance', 'care']
if (!suites.includes(name)) {
  console.error(`There is no fault suite "${name}". There are: ${suites.join(', ')}`)
  process.exit(2)
}
for (const [flag, text] of Object.entries(values)) {
  if (/^[1-9]\d{0,9}$/.test(text)) continue
  console.error(`--${flag} takes a whole number above 0, not "${text}"`)
  process.exit(2)
}
const file = new URL(`${name}.ts`, import.meta.url)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
console.log(`fault ${name}: ${values.runs} runs, seed ${seed}`)
const { fault } = (await import(file.href)) as { fault: (options: FaultOptions) => Promise<FaultReport> }
const { summary, broken } = await fault({ seed, runs: Number(values.runs) })
for (const one of broken) console.error(`BROKEN ${one}`)
console.log(summary)
process.exit(broken.length > 0 ? 1 : 0)
