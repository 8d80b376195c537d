// The product as a folder without Electron: the web shell's bundle, the data beside it and the native modules. The
// Node that runs it and the choice of native modules belong to the system.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { withChunks } from './build-hosts.mjs'
import { root } from './node24.mjs'

/** What electron-builder.yml packs, too: the build without what is for sites, and the data beside it. */
const folders = [
  [join('out', 'main')],
  [join('out', 'renderer')],
  [join('out', 'preload')],
  [join('out', 'extension'), 'extension'],
  ['drivers'],
  ['issuers'],
  ['help'],
  ['updates'],
]
const font = join('node_modules', '@expo-google-fonts', 'noto-sans-sc')
const files = [
  ...[join('out', 'licences.json'), join('out', 'files.json'), join('out', 'built.json'), 'LICENSE'].map(
    (name) => [name, name],
  ),
  [join(font, '400Regular', 'NotoSansSC_400Regular.ttf'), join('fonts', 'NotoSansSC_400Regular.ttf')],
  [join(font, 'LICENSE_FONT'), join('fonts', 'LICENSE_FONT')],
]

/** Makes the folder anew, without modules. `version` replaces the one of package.json, for an installer of another. */
export const copyBundle = (to, version) => {
  build()
  rmSync(to, { recursive: true, force: true })
  mkdirSync(join(to, 'out'), { recursive: true })
  const isSource = (path) => path.endsWith(join('drivers', 'virtual-ukey'))
  for (const [from, name = from] of folders)
    cpSync(join(root, from), join(to, name), { recursive: true, filter: (path) => !isSource(path) })
  for (const [from, name] of files) cpSync(join(root, from), join(to, name))
  writeOwnPackage(to, version)
}

const writeOwnPackage = (to, version) => {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { name, productName, license, type } = own
  writeFileSync(
    join(to, 'package.json'),
    `${JSON.stringify({ name, productName, version: version ?? own.version, license, type }, null, 2)}\n`,
  )
}

/** What the console program starts, besides itself. */
const consoleEntries = [
  'console.js',
  'token-host.js',
  'skf-host.js',
  'pfx-opener.js',
  'document-worker.js',
  'drawing-worker.js',
  'authority.js',
]

/**
 * The console program alone, beside a product in Electron whose data it uses. Its list of files names what is here, so
 * that the system check finds a change.
 */
export const copyConsole = (to) => {
  build()
  rmSync(to, { recursive: true, force: true })
  mkdirSync(join(to, 'out', 'main'), { recursive: true })
  const names = new Set(consoleEntries.flatMap((entry) => [...withChunks(entry)]))
  for (const name of names) cpSync(join(root, 'out', 'main', name), join(to, 'out', 'main', name))
  for (const name of ['licences.json', 'built.json']) cpSync(join(root, 'out', name), join(to, 'out', name))
  const list = JSON.parse(readFileSync(join(root, 'out', 'files.json'), 'utf8'))
  const here = Object.entries(list.files).filter(([name]) => existsSync(join(to, 'out', name)))
  writeFileSync(join(to, 'out', 'files.json'), JSON.stringify({ ...list, files: Object.fromEntries(here) }))
  writeOwnPackage(to)
}

const unneeded = /\/(src|test|libusb|libusb_config|includes|build)(\/|$)|\.(md|map|d\.ts|gypi?)$/

/** A native module without its sources. `prebuilt` says which of its prebuilt binaries are wanted. */
export const copyModule = (name, to, prebuilt) => {
  const from = join(root, 'node_modules', name)
  const wanted = (path) =>
    !unneeded.test(path) && (!path.startsWith('/prebuilds/') || prebuilt(path.slice('/prebuilds/'.length)))
  cpSync(from, join(to, 'node_modules', name), {
    recursive: true,
    filter: (path) => wanted(path.slice(from.length)),
  })
}
