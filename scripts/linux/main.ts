// npm run installer -- linux [--format deb|rpm] [--flavour store|enterprise] [--payload FOLDER] [--version N]
//   [--out FOLDER]
// npm run installer -- linux --rehearse [--only GROUP] [--json]: test/linux/run.ts
// Builds the debs of both flavours, or the rpm of the enterprise flavour. Without --payload they pack the web shell with
// the Node that runs this. For a release the payload is the folder that electron-builder has unpacked.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { onPath } from '../process.mjs'
import { say, stop } from '../say.mjs'
import { sourceDate } from '../source-date.mjs'
import { buildDeb, debName, type Flavour, flavours } from './deb.ts'
import { readFacts, root } from './facts.ts'
import { productOf } from './payload.ts'
import type { Product } from './product.ts'
import { assembleLinuxProgram } from './program.ts'
import { buildRpm, rpmName } from './rpm.ts'
import type { Order } from './staging.ts'

const usage =
  'npm run installer -- linux [--format deb|rpm] [--flavour store|enterprise] [--payload FOLDER] [--version N] [--out FOLDER]'

/** A format: the programs that make it, the Debian packages that have them, and what it makes. */
type Format = {
  readonly programs: readonly string[]
  readonly packages: string
  readonly flavours: readonly Flavour[]
  readonly nameOf: (product: Product, flavour: Flavour) => string
  readonly build: (order: Order & { readonly flavour: Flavour }) => void
}

const deb: Format = {
  ...{ programs: ['dpkg-deb', 'readelf'], packages: 'dpkg binutils', flavours },
  ...{ nameOf: debName, build: buildDeb },
}

/** The store of UOS takes debs only. */
const rpm: Format = {
  ...{ programs: ['rpmbuild', 'readelf'], packages: 'rpm binutils', flavours: ['enterprise'] },
  ...{ nameOf: rpmName, build: buildRpm },
}

const formatOf = (name: string): Format => {
  if (name === 'deb') return deb
  return name === 'rpm' ? rpm : stop(`--format takes deb or rpm, not "${name}"`)
}

const flavoursOf = (format: Format, name: string | undefined): readonly Flavour[] => {
  const found = format.flavours.filter((one) => name === undefined || one === name)
  return found.length > 0
    ? found
    : stop(`--flavour takes ${format.flavours.join(' or ')} here, not "${name}"`)
}

const main = (): void => {
  const text = { type: 'string' } as const
  const options = { format: text, flavour: text, payload: text, version: text, out: text }
  const { values } = parseArgs({ options })
  const format = formatOf(values.format ?? 'deb')
  const wanted = flavoursOf(format, values.flavour)
  for (const program of format.programs)
    if (!onPath(program)) stop(`This needs ${program}. On Debian: apt-get install ${format.packages}`)
  const facts = readFacts()
  const version = values.version ?? facts.version
  if (!/^\d+\.\d+\.\d+$/.test(version)) stop(`"${version}" is no version of three numbers`)
  const payload = resolve(
    values.payload ?? assembleLinuxProgram(resolve(root, 'build', 'linux', 'program'), version),
  )
  const product = productOf({ facts, payload, version })
  const seconds = sourceDate()
  for (const flavour of wanted) {
    const out = resolve(values.out ?? resolve(root, 'dist'), format.nameOf(product, flavour))
    format.build({ product, flavour, seconds, out, stage: resolve(root, 'build', 'linux', 'stage') })
    say(`The package is ${out}.`)
  }
}

try {
  main()
} catch (error) {
  stop(error instanceof Error ? `${error.message}\n${usage}` : String(error))
}
