// npm run installer -- linux [--flavour store|enterprise] [--payload FOLDER] [--version N] [--out FOLDER]
// npm run installer -- linux --rehearse [--only GROUP] [--json]: test/linux/run.ts
// Builds the debs of both flavours. Without --payload they pack the web shell with the Node that runs this. For a
// release the payload is the folder that electron-builder has unpacked.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { onPath } from '../process.mjs'
import { say, stop } from '../say.mjs'
import { sourceDate } from '../source-date.mjs'
import { buildDeb, debName, type Flavour, flavours, productOf } from './deb.ts'
import { readFacts, root } from './facts.ts'
import { assembleLinuxProgram } from './program.ts'

const usage =
  'npm run installer -- linux [--flavour store|enterprise] [--payload FOLDER] [--version N] [--out FOLDER]'

const flavoursOf = (name: string | undefined): readonly Flavour[] => {
  const found = flavours.filter((one) => name === undefined || one === name)
  return found.length > 0 ? found : stop(`--flavour takes ${flavours.join(' or ')}, not "${name}"`)
}

const main = (): void => {
  const text = { type: 'string' } as const
  const options = { flavour: text, payload: text, version: text, out: text }
  const { values } = parseArgs({ options })
  const wanted = flavoursOf(values.flavour)
  for (const program of ['dpkg-deb', 'readelf'])
    if (!onPath(program)) stop(`This needs ${program}. On Debian: apt-get install dpkg binutils`)
  const facts = readFacts()
  const version = values.version ?? facts.version
  if (!/^\d+\.\d+\.\d+$/.test(version)) stop(`"${version}" is no version of three numbers`)
  const payload = resolve(
    values.payload ?? assembleLinuxProgram(resolve(root, 'build', 'linux', 'program'), version),
  )
  const product = productOf({ facts, payload, version })
  const seconds = sourceDate()
  for (const flavour of wanted) {
    const out = resolve(values.out ?? resolve(root, 'dist'), debName(product, flavour))
    buildDeb({ product, flavour, seconds, out, stage: resolve(root, 'build', 'linux', 'stage') })
    say(`The package is ${out}.`)
  }
}

try {
  main()
} catch (error) {
  stop(error instanceof Error ? `${error.message}\n${usage}` : String(error))
}
