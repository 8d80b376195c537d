import { basename, dirname } from 'node:path'
import { folded } from './control.ts'
import { needsOf } from './elf.ts'
import { licenceOf } from './enterprise.ts'
import type { Item } from './layout.ts'
import { packageScripts } from './package-scripts.ts'
import { elvesBelow } from './payload.ts'
import { appFolder, type Product } from './product.ts'
import { isConfiguration } from './staging.ts'

/** What `uname -m` and rpm call the architectures that Debian calls so. */
const machines: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  loong64: 'loongarch64',
}

export const machineOf = ({ architecture }: Product): string => {
  const machine = machines[architecture]
  if (machine === undefined) throw new Error(`rpm has no name for ${architecture}`)
  return machine
}

export const release = '1'

/** Where all files lie below rpmbuild's folder. */
export const laidOut = 'laid-out'

/** rpm expands macros everywhere in a spec, comments and scripts included. */
const literal = (words: string): string => words.replaceAll('%', '%%')

/**
 * What rpm itself would find out, if the modules of Node had the mode of a program. The libraries inside are nobody
 * else's, so they are neither asked for nor offered.
 */
export const requiresOf = ({ payload }: Pick<Product, 'payload'>): readonly string[] => {
  const files = elvesBelow(payload)
  const own = new Set(files.map((file) => basename(file)))
  const names = needsOf(files)
    .filter(({ library }) => !own.has(library))
    .map(({ library, symbols }) => `${library}(${symbols ?? ''})(64bit)`)
  return [...new Set(names)].sort()
}

/** These belong to the system: every distribution has them. */
const systemFolders = new Set(['/', '/etc', '/etc/opt', '/opt', '/usr', '/usr/bin', '/usr/lib', '/usr/share'])

/** rpm leaves a folder behind unless a package has it, and removes it if nothing else is in it or has it. */
const foldersOf = (items: readonly Item[]): readonly string[] => {
  const folders = new Set<string>()
  for (const { path } of items)
    for (let folder = dirname(path); !systemFolders.has(folder); folder = dirname(folder)) folders.add(folder)
  return [...folders].sort()
}

const quoted = (path: string): string => {
  if (/[\s"\\*?[\]{}]/.test(path)) throw new Error(`rpm would read the name ${path} as a pattern`)
  return literal(path)
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0')

const fileLine = (product: Product, item: Item): string => {
  if (item.kind === 'link') return quoted(item.path)
  const rights = `%attr(${octal(item.mode)},root,root)`
  if (isConfiguration(item)) return `%config(noreplace) ${rights} ${quoted(item.path)}`
  return `${item.path === licenceOf(product) ? '%license ' : ''}${rights} ${quoted(item.path)}`
}

const section = (name: string, text: string): string => `%${name}\n${text}\n`

/** What the package brings outside its own folder, for a script. */
const outside = (product: Product, items: readonly Item[]): string =>
  items
    .map(({ path }) => path)
    .filter((path) => !path.startsWith(`${appFolder(product)}/`))
    .join(' ')

const withoutShell = (script: string): string => script.replace(/^#!.*\n/, '').trimEnd()

const changeLog = (product: Product, seconds: number): string => {
  const [, weekday = '', day = '', month = '', year = ''] =
    /^(\w+), (\d+) (\w+) (\d+)/.exec(new Date(seconds * 1000).toUTCString()) ?? []
  const told = `- See ${appFolder(product)}/files/doc/CHANGELOG.md.`
  return literal(
    `* ${weekday} ${month} ${day} ${year} ${product.facts.maintainer} - ${product.version}-${release}\n${told}`,
  )
}

/** The head of the package (rpm.org, "Spec file format", "Preamble"). */
const preamble = (product: Product): string => {
  const { facts, version, inElectron } = product
  const fields: readonly (readonly [string, string])[] = [
    ['Name', facts.name],
    ['Version', version],
    ['Release', release],
    ['Summary', facts.synopsis],
    ['License', facts.licence],
    ['Vendor', facts.maintainer],
    ['Packager', facts.maintainer],
    ['AutoReqProv', 'no'],
    ...requiresOf(product).map((name) => ['Requires', name] as const),
    ['Requires', '/bin/sh'],
    [inElectron ? 'Requires' : 'Recommends', 'xdg-utils'],
    // The Ukeys' smart-card service.
    ['Recommends', 'pcsc-lite'],
  ]
  return fields.map(([name, value]) => `${name}: ${literal(value)}\n`).join('')
}

/** How a package of these items is made. Everything is packed as it lies there: no stripping, no debug files. */
export const specOf = (product: Product, items: readonly Item[], seconds: number): string =>
  [
    preamble(product),
    section('description', literal(folded(`${product.facts.description}.`))),
    // rpmbuild empties its folder first.
    section('install', `rm -rf %{buildroot}\nmv %{_topdir}/${laidOut} %{buildroot}`),
    ...packageScripts('rpm', product).map(({ name, text }) =>
      section(name, literal(withoutShell(text).replaceAll('@OUTSIDE@', outside(product, items)))),
    ),
    section(
      'files',
      [
        '%defattr(-,root,root,0755)',
        ...foldersOf(items).map((folder) => `%dir %attr(0755,root,root) ${quoted(folder)}`),
        ...items.map((item) => fileLine(product, item)),
      ].join('\n'),
    ),
    section('changelog', changeLog(product, seconds)),
  ].join('\n')
