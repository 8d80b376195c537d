import { readdirSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import type { Row } from './row.ts'

// npm run bench -- NAME [--json]: one file a benchmark. With --json the last line is one object.

const folder = new URL('.', import.meta.url)
const notBenches = new Set(['run.ts', 'row.ts'])
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !notBenches.has(name))
  .map((name) => name.slice(0, -'.ts'.length))

const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()} ${process.arch}`,
  node: process.versions.node,
})

const print = (row: Row) => {
  const peers = Object.entries(row.peers).map(([peer, value]) => `${peer} ${value}`)
  const verdict = row.holds === null ? '' : row.holds ? '  holds' : '  MISSED'
  const ratio = row.ratio === null ? '' : `  ratio ${row.ratio}`
  const budget = row.budget === null ? '' : `  budget ${row.budget}`
  console.log(`${row.name}: ${row.value} ${row.unit}  ${peers.join('  ')}${ratio}${budget}${verdict}`)
}

const words = process.argv.slice(2)
const name = words.find((word) => !word.startsWith('--')) ?? ''
const flags = words.filter((word) => word !== name)
const unknown = flags.filter((flag) => flag !== '--json')
if (!names.includes(name) || unknown.length > 0) {
  console.error(
    unknown.length > 0
      ? `Unknown flag "${unknown[0]}". There is only --json.`
      : `There is no benchmark "${name}". There are: ${names.join(', ')}`,
  )
  process.exit(2)
}

const { bench } = (await import(new URL(`${name}.ts`, folder).href)) as {
  bench: () => Promise<readonly Row[]>
}
const rows = await bench()
const holds = rows.every((row) => row.holds !== false)
if (flags.includes('--json')) console.log(JSON.stringify({ bench: name, machine: machine(), rows, holds }))
else rows.forEach(print)
process.exit(0)
