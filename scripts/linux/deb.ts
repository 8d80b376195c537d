import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { control, packageName } from './control.ts'
import { glibcOf } from './elf.ts'
import { debianItems } from './enterprise.ts'
import { applicationItems, type Item, text } from './layout.ts'
import { packageScripts } from './package-scripts.ts'
import { elvesBelow } from './payload.ts'
import type { Product } from './product.ts'
import { bytesOf, fillStage, folderFor, isConfiguration, type Order } from './staging.ts'

export type Flavour = 'store' | 'enterprise'
export const flavours: readonly Flavour[] = ['store', 'enterprise']

const sums = (items: readonly Item[]): string =>
  items
    .filter((item) => item.kind !== 'link' && !isConfiguration(item))
    .map((item) => `${createHash('md5').update(bytesOf(item)).digest('hex')}  ${item.path.slice(1)}\n`)
    .join('')

/** The administrator's files, and scripts; the store takes neither. */
const enterpriseControl = (product: Product, items: readonly Item[]): readonly Item[] => {
  const configuration = items.filter(isConfiguration).map(({ path }) => `${path}\n`)
  return [
    ...packageScripts('deb', product).map((script) => text(`/DEBIAN/${script.name}`, script.text, 0o755)),
    text('/DEBIAN/conffiles', configuration.join('')),
  ]
}

/** Builds a package with dpkg-deb. The same product gives the same bytes. */
export const buildDeb = (order: Order & { readonly flavour: Flavour }): void => {
  const { product, flavour, seconds, out, stage, quick = false } = order
  const system = flavour === 'enterprise' ? debianItems(product, seconds) : []
  const items = [...applicationItems(product), ...system].sort((one, other) =>
    one.path < other.path ? -1 : 1,
  )
  const bytes = items.reduce((sum, item) => sum + bytesOf(item).length, 0)
  const meta = [
    text('/DEBIAN/control', control(product, flavour, bytes, glibcOf(elvesBelow(product.payload)))),
    text('/DEBIAN/md5sums', sums(items)),
    ...(flavour === 'enterprise' ? enterpriseControl(product, items) : []),
  ]
  fillStage(stage, [...items, ...meta], seconds)
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
