import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { rpmItems } from './enterprise.ts'
import { applicationItems, type Item } from './layout.ts'
import type { Product } from './product.ts'
import { laidOut, machineOf, release, specOf } from './spec.ts'
import { fillStage, folderFor, type Order } from './staging.ts'

export const rpmName = (product: Product): string =>
  `${product.facts.name}-${product.version}-${release}.${machineOf(product)}.rpm`

/** Nothing of the machine that builds goes into the package, and nothing inside is changed. */
const settings = (folder: string, quick: boolean): Readonly<Record<string, string>> => ({
  _topdir: folder,
  _tmppath: join(folder, 'tmp'),
  _rpmdir: folder,
  _rpmfilename: 'made.rpm',
  _buildhost: 'localhost',
  use_source_date_epoch_as_buildtime: '1',
  clamp_mtime_to_source_date_epoch: '1',
  _build_id_links: 'none',
  debug_package: '%{nil}',
  __os_install_post: '%{nil}',
  // xz in one thread, as in the debs. rpm before 4.14 cannot read zstd.
  _binary_payload: quick ? 'w1.gzdio' : 'w6.xzdio',
})

/** Where a package lies below another root, as in an image or a mount, its links lead there, too. */
const withRelativeLink = (item: Item): Item =>
  item.kind === 'link' && isAbsolute(item.to) ? { ...item, to: relative(dirname(item.path), item.to) } : item

/** Builds the package of the enterprise flavour with rpmbuild. The same product gives the same bytes. */
export const buildRpm = ({ product, seconds, out, stage, quick = false }: Order): void => {
  const items = [...applicationItems(product), ...rpmItems(product, seconds)]
    .map(withRelativeLink)
    .sort((one, other) => (one.path < other.path ? -1 : 1))
  rmSync(stage, { recursive: true, force: true })
  fillStage(join(stage, laidOut), items, seconds)
  for (const name of ['tmp', 'BUILD', 'home']) mkdirSync(join(stage, name))
  const spec = join(stage, 'made.spec')
  writeFileSync(spec, specOf(product, items, seconds))
  const defines = Object.entries(settings(stage, quick)).flatMap(([name, value]) => [
    '--define',
    `${name} ${value}`,
  ])
  const target = `--target=${machineOf(product)}-linux`
  execFileSync('rpmbuild', [...defines, target, '--buildroot', join(stage, 'root'), '-bb', spec], {
    // ~/.rpmmacros of whoever builds must change nothing.
    env: { ...process.env, LC_ALL: 'C', HOME: join(stage, 'home'), SOURCE_DATE_EPOCH: String(seconds) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  folderFor(dirname(out))
  copyFileSync(join(stage, 'made.rpm'), out)
  rmSync(stage, { recursive: true, force: true })
}
