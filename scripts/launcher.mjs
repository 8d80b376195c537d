// The launcher of installer/launcher, compiled, and the file by which it knows a version (docs/architecture.md,
// "Versions").
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './node24.mjs'
import { ask } from './process.mjs'

const sources = join(root, 'installer', 'launcher')
const icons = join(root, 'src', 'main', 'shell', 'electron', 'installer', 'icons')
// A path that does not fit is not found, which is what is wanted.
const strict = ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-Wno-format-truncation']
const common = ['launcher.c', 'state.c', 'version.c', 'choice.c']

/** An .ico file may hold PNG files: a head of 6 bytes, 16 for each picture, then the pictures. */
const iconOf = (sizes) => {
  const pictures = sizes.map((size) => readFileSync(join(icons, `${size}x${size}.png`)))
  const head = Buffer.alloc(6 + 16 * sizes.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(sizes.length, 4)
  let at = head.length
  for (const [index, size] of sizes.entries()) {
    const entry = 6 + 16 * index
    const { length } = pictures[index]
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += length
  }
  return Buffer.concat([head, ...pictures])
}

const compile = (compiler, args) => {
  const answer = ask(compiler, [...strict, ...args], { cwd: sources })
  return answer.code === 0 ? null : answer.text
}

/** What makes it the launcher of the console program. */
const forConsole = '-DCONSOLE'

/** Compiles it for this system. Returns the complaint of the compiler, or null. */
export const compileLauncher = (out, { console = false } = {}) => {
  mkdirSync(dirname(out), { recursive: true })
  return compile('gcc', [...common, 'posix.c', ...(console ? [forConsole] : []), '-o', out])
}

/** The same for Windows, with the product's icon; without a window, or for the console. */
export const compileWindowsLauncher = (out, { console = false } = {}) => {
  mkdirSync(dirname(out), { recursive: true })
  const [icon, resource, object] = ['ico', 'rc', 'res.o'].map((ending) => `${out}.${ending}`)
  writeFileSync(icon, iconOf([16, 24, 32, 48, 64, 128, 256]))
  writeFileSync(resource, `1 ICON "${icon}"\n`)
  const made = ask('x86_64-w64-mingw32-windres', [resource, object])
  if (made.code !== 0) return made.text
  // The same sources give the same bytes: no time of the link in the head of the file.
  const more = ['-static', '-s', '-municode', '-Wl,--no-insert-timestamp']
  const kind = console ? ['-mconsole', forConsole] : ['-mwindows']
  return compile('x86_64-w64-mingw32-gcc', [...common, 'windows.c', object, ...more, ...kind, '-o', out])
}

const below = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))

const wordsOf = (kind, { program, args }) => [
  `${kind}program ${program}`,
  ...args.map((argument) =>
    typeof argument === 'string' ? `${kind}argument ${argument}` : `${kind}path ${argument.path}`,
  ),
]

/**
 * The text of `version.txt` of a folder of the product: what is started, what the console program is, and every file
 * with its size. An argument that is `{ path }` lies in the folder.
 */
export const versionText = (folder, product, ...ofConsole) => {
  const files = below(folder)
    .map((path) => ({ name: relative(folder, path).replaceAll('\\', '/'), size: statSync(path).size }))
    .filter(({ name }) => name !== 'version.txt')
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  return [
    'cert-assistant version 1',
    ...wordsOf('', product),
    ...ofConsole.flatMap((one) => wordsOf('console-', one)),
    ...files.map(({ name, size }) => `file ${size} ${name}`),
    'end',
    '',
  ].join('\n')
}
