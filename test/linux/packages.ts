import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildDeb, debName, type Flavour } from '../../scripts/linux/deb.ts'
import { type Facts, readFacts } from '../../scripts/linux/facts.ts'
import { productOf } from '../../scripts/linux/payload.ts'
import { commandOf, libFolder, type Product } from '../../scripts/linux/product.ts'
import { buildRpm, rpmName } from '../../scripts/linux/rpm.ts'

/** A time for packages of tests. */
export const seconds = 1_795_000_000

export const oldVersion = '0.0.9'

/** The debs of both flavours, and the rpm of the enterprise flavour. */
export type Kind = Flavour | 'rpm'

/** A package, and where its product lies. */
export type Built = {
  readonly file: string
  readonly product: Product
  readonly version: string
  /** The program that a menu starts. */
  readonly command: string
  readonly lib: string
}

export type Packages = Readonly<Record<'old' | 'new', Readonly<Record<Kind, Built>>>>

export const builtPackage = (product: Product, kind: Kind, folder: string): Built => {
  const file = join(folder, kind === 'rpm' ? rpmName(product) : debName(product, kind))
  const order = { product, seconds, out: file, stage: join(folder, 'stage'), quick: true }
  if (kind === 'rpm') buildRpm(order)
  else buildDeb({ ...order, flavour: kind })
  const version = product.version.replace(/\.0$/, '')
  const command = kind === 'store' ? commandOf(product) : `/usr/bin/${product.facts.executable}`
  return { file, product, version, command, lib: libFolder(product) }
}

/** The product as an older version, with a file that the new one lacks. Its other files are linked. */
const olderFolder = (payload: string, folder: string): string => {
  const to = join(folder, 'older')
  execFileSync('cp', ['-al', payload, to])
  const file = join(to, 'package.json')
  const own = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  writeFileSync(file, JSON.stringify({ ...own, version: oldVersion }))
  writeFileSync(join(to, 'only-in-the-old.txt'), 'old\n')
  return to
}

const allKinds = (product: Product, folder: string): Readonly<Record<Kind, Built>> => ({
  store: builtPackage(product, 'store', folder),
  enterprise: builtPackage(product, 'enterprise', folder),
  rpm: builtPackage(product, 'rpm', folder),
})

/** Every kind of package, of an old version and of the present one. */
export const buildPackages = (payload: string, folder: string, facts: Facts = readFacts()): Packages => ({
  old: allKinds(productOf({ facts, payload: olderFolder(payload, folder), version: oldVersion }), folder),
  new: allKinds(productOf({ facts, payload, version: facts.version }), folder),
})
