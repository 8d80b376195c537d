import { parseArgs } from 'node:util'

// npm run fuzz -- NAME [--seconds N] [--seed N]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
})
const [name = ''] = positionals
const targets = ['pki']
if (!targets.includes(name)) {
  console.error(`There is no fuzz target "${name}". There are: ${targets.join(', ')}`)
  process.exit(2)
}
for (const [flag, text] of Object.entries(values)) {
  if (/^[1-9]\d{0,9}$/.test(text)) continue
  console.error(`--${flag} takes a whole number above 0, not "${text}"`)
  process.exit(2)
}
const file = new URL(`${name}.ts`, import.meta.url)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const { fuzz } = (await import(file.href)) as { fuzz: (seconds: number, seed: number) => unknown }
console.log(`fuzz ${name}: ${values.seconds} s, seed ${seed}`)
console.log(await fuzz(Number(values.seconds), seed))
