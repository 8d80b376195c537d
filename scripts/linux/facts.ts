import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** What the packages say of the product. It is written in electron-builder.yml and package.json, and only there. */
export type Facts = {
  readonly appId: string
  readonly name: string
  readonly productName: string
  readonly version: string
  readonly description: string
  readonly licence: string
  readonly executable: string
  readonly maintainer: string
  readonly synopsis: string
  readonly category: string
  /** The lines of the desktop entry that say what the product is, with their languages. */
  readonly entry: Readonly<Record<string, string>>
}

const lineOf = (configuration: string, key: string): string => {
  const [, value] = new RegExp(`^ *${key}: (.+)$`, 'm').exec(configuration) ?? []
  if (value === undefined) throw new Error(`electron-builder.yml has no ${key}`)
  return value
}

const entryOf = (configuration: string): Readonly<Record<string, string>> => {
  const [, lines = ''] = /^ {4}entry:\n((?: {6}.*\n)+)/m.exec(configuration) ?? []
  return Object.fromEntries([...lines.matchAll(/^ {6}(\S+): (.*)$/gm)].map(([, key, value]) => [key, value]))
}

export const readFacts = (): Facts => {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const configuration = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
  const linux = configuration.slice(configuration.search(/^linux:$/m))
  return {
    appId: lineOf(configuration, 'appId'),
    name: own.name,
    productName: own.productName,
    version: own.version,
    description: own.description,
    licence: own.license,
    executable: lineOf(linux, 'executableName'),
    maintainer: lineOf(linux, 'maintainer'),
    synopsis: lineOf(linux, 'synopsis'),
    category: lineOf(linux, 'category'),
    entry: entryOf(linux),
  }
}
