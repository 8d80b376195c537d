// npm run build:hosts: the token hosts for libraries of another bitness, into build/hosts. An installer packs them.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { askNpm, root } from './node24.mjs'
import { say, stop } from './say.mjs'

const built = join(root, 'out', 'main')

/** A built entry and every chunk that it imports, at once or later. */
export const withChunks = (entry, found = new Set()) => {
  if (found.has(entry)) return found
  found.add(entry)
  const text = readFileSync(join(built, entry), 'utf8')
  for (const [, chunk] of text.matchAll(/(?:from\s*|import\(\s*|import\s*)["']\.\/([^"']+\.js)["']/g))
    withChunks(chunk, found)
  return found
}

/** koffi without what it is compiled from, with its binary for one system. */
export const copyKoffi = (modules, binary) => {
  const koffi = join(root, 'node_modules', 'koffi')
  const files = ['package.json', 'LICENSE.txt', 'index.js', 'src/koffi/index.js', 'src/koffi/src/static.js']
  for (const file of files) cpSync(join(koffi, file), join(modules, 'koffi', file))
  cpSync(binary, join(modules, '@koromix', basename(binary)), { recursive: true })
}

/** Puts a host together: the program, our entry, and koffi with its binary for that program. */
export const assembleHost = ({ to, program, binary }) => {
  rmSync(to, { recursive: true, force: true })
  const modules = join(to, 'node_modules')
  mkdirSync(join(modules, '@koromix'), { recursive: true })
  cpSync(program, join(to, basename(program)))
  for (const file of withChunks('skf-host.js')) cpSync(join(built, file), join(to, file))
  writeFileSync(join(to, 'package.json'), JSON.stringify({ name: 'skf-host', private: true, type: 'module' }))
  copyKoffi(modules, binary)
}

/** The parts that tools/host-ia32 pins. They are for Windows, so npm has to be told that we mean it. */
const fetchParts = (folder) => {
  const parts = {
    program: join(folder, 'node_modules', 'node-win-x86', 'bin', 'node.exe'),
    binary: join(folder, 'node_modules', '@koromix', 'koffi-win32-ia32'),
  }
  if (Object.values(parts).every(existsSync)) return parts
  say('Fetching a 32-bit Node for Windows …')
  const answer = askNpm(['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  if (answer.code !== 0) stop(`It could not be fetched (${answer.text.split('\n').at(-1)}).`)
  return parts
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  install()
  build()
  const to = join(root, 'build', 'hosts', 'ia32')
  assembleHost({ to, ...fetchParts(join(root, 'tools', 'host-ia32')) })
  say(`A host for 32-bit libraries on Windows is in ${to}.`)
}
