import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { control, filled, packageName } from './control.ts'
import { elfOf, glibcOf } from './elf.ts'
import { enterpriseItems } from './enterprise.ts'
import { type Facts, root } from './facts.ts'
import { applicationItems, type Item } from './layout.ts'
import type { Product } from './product.ts'

export type Flavour = 'store' | 'enterprise'
export const flavours: readonly Flavour[] = ['store', 'enterprise']

type Given = {
  readonly facts: Facts
  /** The unpacked product: what electron-builder left, or the web shell with its Node. */
  readonly payload: string
  /** Three numbers. */
  readonly version: string
}

const elvesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => elfOf(file) !== null)

/** Looks at the payload: which shell it is, and for which machines its binaries are. */
export const productOf = ({ facts, payload, version }: Given): Product => {
  const found = new Set(elvesBelow(payload).map((file) => elfOf(file)?.architecture))
  const [architecture] = found
  if (architecture === undefined || found.size > 1)
    throw new Error(`the binaries in ${payload} are for ${[...found].join(' and ') || 'no machine'}`)
  const inElectron = existsSync(join(payload, facts.executable))
  if (inElectron && !existsSync(join(payload, 'resources', 'console', 'node')))
    throw new Error(`${payload} has no console program: npm run build:console -- linux-x64`)
  return { facts, payload, architecture, inElectron, version: `${version}.0` }
}

/** A folder for itself, open to everybody whatever our own umask is. */
const folderFor = (path: string): void => {
  if (existsSync(path)) return
  folderFor(dirname(path))
  mkdirSync(path)
  chmodSync(path, 0o755)
}

const put = (stage: string, item: Item): void => {
  const path = join(stage, item.path)
  folderFor(dirname(path))
  if (item.kind === 'link') symlinkSync(item.to, path)
  else if (item.kind === 'copy') copyFileSync(item.from, path)
  else writeFileSync(path, item.bytes)
  if (item.kind !== 'link') chmodSync(path, item.mode)
}

/** Every time is the same, or two packages of the same product would differ. */
const settle = (folder: string, seconds: number): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) settle(path, seconds)
    else lutimesSync(path, seconds, seconds)
  }
  lutimesSync(folder, seconds, seconds)
}

/** In Debian every file in /etc belongs to the administrator, too (Policy 10.7). */
const isConfiguration = ({ path }: Item): boolean => path.startsWith('/etc/')

const bytesOf = (item: Item): Buffer =>
  item.kind === 'copy' ? readFileSync(item.from) : item.kind === 'bytes' ? item.bytes : Buffer.alloc(0)

const sums = (items: readonly Item[]): string =>
  items
    .filter((item) => item.kind !== 'link' && !isConfiguration(item))
    .map((item) => `${createHash('md5').update(bytesOf(item)).digest('hex')}  ${item.path.slice(1)}\n`)
    .join('')

/** The administrator's files, and scripts; the store takes neither. */
const enterpriseControl = (product: Product, items: readonly Item[]): readonly Item[] => {
  const folder = join(root, 'installer', 'linux')
  const scripts = readdirSync(folder)
    .filter((name) => name.endsWith('.sh'))
    .map(
      (name): Item => ({
        ...{ kind: 'bytes', path: `/DEBIAN/${name.replace('.sh', '')}`, mode: 0o755 },
        bytes: Buffer.from(filled(readFileSync(join(folder, name), 'utf8'), product)),
      }),
    )
  const configuration = items.filter(isConfiguration).map(({ path }) => `${path}\n`)
  return [
    ...scripts,
    { kind: 'bytes', path: '/DEBIAN/conffiles', bytes: Buffer.from(configuration.join('')), mode: 0o644 },
  ]
}

export type Order = {
  readonly product: Product
  readonly flavour: Flavour
  /** SOURCE_DATE_EPOCH: the time that everything in the package has. */
  readonly seconds: number
  readonly out: string
  /** A work folder, made anew. */
  readonly stage: string
  /** Packs quickly and large, for a rehearsal. */
  readonly quick?: boolean
}

/** Builds a package with dpkg-deb. The same product gives the same bytes. */
export const buildDeb = ({ product, flavour, seconds, out, stage, quick = false }: Order): void => {
  const system = flavour === 'enterprise' ? enterpriseItems(product, seconds) : []
  const items = [...applicationItems(product), ...system].sort((one, other) =>
    one.path < other.path ? -1 : 1,
  )
  const bytes = items.reduce((sum, item) => sum + bytesOf(item).length, 0)
  const head = control(product, flavour, bytes, glibcOf(elvesBelow(product.payload)))
  const meta: readonly Item[] = [
    { kind: 'bytes', path: '/DEBIAN/control', bytes: Buffer.from(head), mode: 0o644 },
    { kind: 'bytes', path: '/DEBIAN/md5sums', bytes: Buffer.from(sums(items)), mode: 0o644 },
    ...(flavour === 'enterprise' ? enterpriseControl(product, items) : []),
  ]
  rmSync(stage, { recursive: true, force: true })
  folderFor(stage)
  for (const item of [...items, ...meta]) put(stage, item)
  settle(stage, seconds)
  folderFor(dirname(out))
  // xz in one thread: its output depends on whether there are several. Older systems cannot read zstd.
  const compression = quick ? ['-Zgzip', '-z1'] : ['-Zxz', '--threads-max=1']
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', stage, out], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(seconds) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  rmSync(stage, { recursive: true, force: true })
}

export const debName = (product: Product, flavour: Flavour): string =>
  `${packageName(product, flavour)}_${product.version}_${product.architecture}.deb`
