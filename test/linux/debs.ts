import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildDeb, debName, type Flavour, flavours, productOf } from '../../scripts/linux/deb.ts'
import { type Facts, readFacts } from '../../scripts/linux/facts.ts'
import { commandOf, libFolder, type Product } from '../../scripts/linux/product.ts'

/** A time for packages of tests. */
export const seconds = 1_795_000_000

export const oldVersion = '0.0.9'

/** A package, and where its product lies. */
export type Built = {
  readonly file: string
  readonly product: Product
  readonly version: string
  /** The program that a menu starts. */
  readonly command: string
  readonly lib: string
}

export type Debs = Readonly<Record<'old' | 'new', Readonly<Record<Flavour, Built>>>>

export const builtDeb = (product: Product, flavour: Flavour, folder: string): Built => {
  const file = join(folder, debName(product, flavour))
  buildDeb({ product, flavour, seconds, out: file, stage: join(folder, 'stage'), quick: true })
  const version = product.version.replace(/\.0$/, '')
  const command = flavour === 'enterprise' ? `/usr/bin/${product.facts.executable}` : commandOf(product)
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

const bothFlavours = (product: Product, folder: string): Readonly<Record<Flavour, Built>> => {
  const [store, enterprise] = flavours.map((flavour) => builtDeb(product, flavour, folder))
  if (store === undefined || enterprise === undefined) throw new Error('there are two flavours')
  return { store, enterprise }
}

/** Both flavours of an old version and of the present one. */
export const buildDebs = (payload: string, folder: string, facts: Facts = readFacts()): Debs => ({
  old: bothFlavours(productOf({ facts, payload: olderFolder(payload, folder), version: oldVersion }), folder),
  new: bothFlavours(productOf({ facts, payload, version: facts.version }), folder),
})
