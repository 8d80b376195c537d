import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { ask } from './process.mjs'
import { say, stop } from './say.mjs'
import { knownSourceDate } from './source-date.mjs'

const sources = [
  'src',
  'scripts/build-site-sdk.mjs',
  'scripts/build-extension.mjs',
  'scripts/pdfjs-files.mjs',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.json',
]
const stampFile = join(root, 'out', '.stamp')

const filesBelow = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesBelow(join(path, name)))
    : [path]

/** What the installers do not pack into the program (electron-builder.yml, `files`), and the list itself. */
const notOfTheProgram = /^(\.stamp|files\.json)$|^(site-sdk|extension)\//

/** Every file of the program with its SHA-256, by which the system check knows it. */
const fileList = () => {
  const out = join(root, 'out')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const entries = filesBelow(out)
    .map((path) => [path.slice(out.length + 1).replaceAll('\\', '/'), path])
    .filter(([name]) => !notOfTheProgram.test(name))
    .map(([name, path]) => [name, createHash('sha256').update(readFileSync(path)).digest('hex')])
  return { format: 1, version, files: Object.fromEntries(entries) }
}

/** A stamp from names, sizes and contents, so that a fresh clone or a touched file does not look like a change. */
const stamp = () => {
  const hash = createHash('sha256')
  for (const path of sources
    .map((name) => join(root, name))
    .filter(existsSync)
    .flatMap(filesBelow))
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** What pdfjs-dist names for Node alone; it is not packed. */
const notPacked = /node_modules\/@napi-rs\//

/** Name, version and licence of every package in the product, for 设置 → 关于. */
const licences = () =>
  Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !notPacked.test(path))
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version,
      licence: entry.license ?? 'see its package',
    }))
    .filter((one, index, all) => all.findIndex((other) => other.name === one.name) === index)

/** When this was built, as the whole world may know it: the same sources give the same time. */
const builtAt = () => {
  const seconds = knownSourceDate()
  return (seconds === null ? new Date() : new Date(seconds * 1_000)).toISOString()
}

const fresh = (now) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now

/** Whether out/ was built from the present sources. */
export const isFresh = () => fresh(stamp())

const tool = (program, ...args) => {
  const answer = ask(node24(), [program, ...args], {
    cwd: root,
    env: environment({ NODE_ENV: 'production' }),
  })
  if (answer.code !== 0) stop(`The build failed:\n${answer.text}`, 1)
}

/** Builds main, preload, renderer and what sites load into out/ when a source has changed since the last build. */
export const build = () => {
  const now = stamp()
  if (fresh(now)) return false
  say('Building …')
  tool(join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build')
  tool(join(root, 'scripts', 'build-site-sdk.mjs'))
  tool(join(root, 'scripts', 'build-extension.mjs'))
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(join(root, 'out', 'licences.json'), JSON.stringify(licences()))
  writeFileSync(join(root, 'out', 'built.json'), JSON.stringify({ at: builtAt() }))
  writeFileSync(join(root, 'out', 'files.json'), JSON.stringify(fileList()))
  writeFileSync(stampFile, now)
  return true
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  install()
  say(build() ? 'Built.' : 'Nothing has changed since the last build.')
}
