import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { elfOf } from './elf.ts'
import { appInfo, desktopEntry } from './entries.ts'
import { root } from './facts.ts'
import {
  appFolder,
  commandOf,
  consoleOf,
  entryOf,
  iconFolderOf,
  iconPath,
  libFolder,
  type Product,
  programOf,
  relayOf,
} from './product.ts'

/** One thing that a package brings, and its path on the person's computer. */
export type Item = { readonly path: string } & (
  | { readonly kind: 'copy'; readonly from: string; readonly mode: number }
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly mode: number }
  | { readonly kind: 'link'; readonly to: string }
)

export const text = (path: string, content: string, mode = 0o644): Item => ({
  ...{ kind: 'bytes', path, bytes: Buffer.from(content), mode },
})
const topOf = (path: string): string | undefined => path.split('/')[1]

/** A link is relative below one folder of the root, and absolute between two (Debian Policy 10.5). */
export const link = (path: string, target: string): Item => {
  const to = topOf(path) === topOf(target) ? relative(join(path, '..'), target) : target
  return { kind: 'link', path, to }
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

/**
 * Chromium's sandbox needs this helper to be setuid root where a person may make no namespaces, which is usual on UOS
 * and Kylin and, with AppArmor, on Ubuntu. A package of the store has no script that could find out, so it always is.
 */
const modeOf = (file: string): number => {
  if (file.endsWith('/chrome-sandbox')) return 0o4755
  return elfOf(file)?.isProgram === true ? 0o755 : 0o644
}

const starter = (...command: readonly string[]): string => `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`

/** Starts an entry of a folder that has a Node of its own. */
const inNode = (folder: string, ...words: readonly string[]): string =>
  starter(`${folder}/node`, '--disable-warning=ExperimentalWarning', `${folder}/out/main/${words.join(' ')}`)

const starters = (product: Product): readonly Item[] => {
  const [lib, command] = [libFolder(product), commandOf(product)]
  const ofConsole = product.inElectron ? `${lib}/resources/console` : lib
  return [
    product.inElectron ? link(command, programOf(product)) : text(command, inNode(lib, 'web.js'), 0o755),
    text(consoleOf(product), inNode(ofConsole, 'console.js'), 0o755),
    text(relayOf(product), inNode(ofConsole, 'console.js', 'native-messaging'), 0o755),
  ]
}

const drawn = join(root, 'src', 'main', 'shell', 'electron', 'installer', 'icons')

/** The icons of scripts/draw-icons.ts; their names are their sizes. */
export const iconSizes = (): readonly string[] =>
  readdirSync(drawn)
    .map((name) => name.replace('.png', ''))
    .sort()

/** What both flavours bring: everything is in the folder of the application, as the store of UOS wants it. */
export const applicationItems = (product: Product): readonly Item[] => {
  const folder = appFolder(product)
  const icons = iconSizes().map(
    (size): Item => ({
      ...{ kind: 'copy', from: join(drawn, `${size}.png`), mode: 0o644 },
      path: `${iconFolderOf(product)}/${iconPath(product, size)}`,
    }),
  )
  const documents = ['LICENSE', 'CHANGELOG.md'].map((name) =>
    text(`${folder}/files/doc/${name}`, readFileSync(join(root, name), 'utf8')),
  )
  const program = filesBelow(product.payload).map(
    (from): Item => ({
      ...{ kind: 'copy', from, mode: modeOf(from) },
      path: `${libFolder(product)}/${relative(product.payload, from)}`,
    }),
  )
  return [
    text(`${folder}/info`, appInfo(product)),
    text(entryOf(product), desktopEntry(product)),
    ...icons,
    ...documents,
    ...starters(product),
    ...program,
  ]
}
