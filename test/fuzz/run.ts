import { readCommandLine } from '../command-line.ts'

// npm run fuzz -- NAME [--seconds N] [--seed N]

const targets = ['pki', 'documents', 'skf', 'carriers']
const {
  name,
  seed,
  amount: seconds,
} = readCommandLine('fuzz target', targets, { flag: 'seconds', usual: 60 })
console.log(`fuzz ${name}: ${seconds} s, seed ${seed}`)
const { fuzz } = (await import(new URL(`${name}.ts`, import.meta.url).href)) as {
  fuzz: (seconds: number, seed: number) => unknown
}
console.log(await fuzz(seconds, seed))
