import { readFileSync } from 'node:fs'
import { verifyDetached } from '../../src/main/documents/file-work/verify-file.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import { bareSm3 } from './bare-sm3.ts'

// A process of its own, because its memory is measured: FILE SIGNATURE ROOT. Both contenders read the same file, in
// turns, in processor time.

const [file = '', signature = '', root = ''] = process.argv.slice(2)
const [message, rootDer] = [readFileSync(signature), readFileSync(root)]
const trust = { roots: [parseCertificate(rootDer)], certificates: [], crls: [], now: new Date() }

// Of all threads: the next piece is read while this one is worked on.
const spent = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const verify = async () => {
  const { outcome } = await verifyDetached(file, message, trust)
  if (outcome !== 'valid') throw new Error(outcome)
}
// The best round is the one that the rest of the machine disturbed least.
const best = (values: readonly number[]): number => Math.min(...values)

// The first round only warms up.
const all: { readonly bare: number; readonly ours: number }[] = []
for (let round = 0; round < 6; round += 1)
  all.push({ bare: await spent(() => bareSm3(file)), ours: await spent(verify) })
const rounds = all.slice(1)
console.log(
  JSON.stringify({
    bareMs: best(rounds.map(({ bare }) => bare)),
    oursMs: best(rounds.map(({ ours }) => ours)),
    residentMiB: process.resourceUsage().maxRSS / 1024,
  }),
)
