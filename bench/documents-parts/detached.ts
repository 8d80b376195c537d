import { readFileSync } from 'node:fs'
import { verifyDetached } from '../../src/main/documents/verify-file.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import { bareSm3 } from './bare-sm3.ts'

// A process of its own, because its memory is measured: FILE SIGNATURE ROOT. Both contenders read the same file, in
// turns, in processor time.

const [file = '', signature = '', root = ''] = process.argv.slice(2)
const [message, rootDer] = [readFileSync(signature), readFileSync(root)]
const trust = { roots: [parseCertificate(rootDer)], certificates: [], crls: [], now: new Date() }

const spent = (work: () => void): number => {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const verify = () => {
  const { outcome } = verifyDetached(file, message, trust)
  if (outcome !== 'valid') throw new Error(outcome)
}
// The best round is the one that the rest of the machine disturbed least.
const best = (values: readonly number[]): number => Math.min(...values)

// The first round only warms up.
const rounds = Array.from({ length: 6 }, () => ({
  bare: spent(() => bareSm3(file)),
  ours: spent(verify),
})).slice(1)
console.log(
  JSON.stringify({
    bareMs: best(rounds.map(({ bare }) => bare)),
    oursMs: best(rounds.map(({ ours }) => ours)),
    residentMiB: process.resourceUsage().maxRSS / 1024,
  }),
)
