// npm run build:console -- linux-x64|linux-arm64|win32-x64: the console program with a Node of its own, into
// build/console. electron-builder packs it: Electron has no console on Windows, and its fuse keeps it from being Node.
import { join } from 'node:path'
import { addLinuxNode } from './linux/program.ts'
import { root } from './node24.mjs'
import { say, stop } from './say.mjs'
import { copyConsole } from './web-program.mjs'
import { addWindowsNode, windowsParts } from './windows-program.mjs'

/** Makes the folder anew. electron-builder.yml says why it is called so, and why it lies in another one. */
export const assembleConsole = (system) => {
  const to = join(root, 'build', 'console', system, 'console')
  copyConsole(to)
  if (system === 'win32-x64') addWindowsNode(to)
  else addLinuxNode(to)
  return to
}

const here = `${process.platform}-${process.arch}`

if (import.meta.main) {
  const [system = here] = process.argv.slice(2)
  if (system !== 'win32-x64' && (system !== here || process.platform !== 'linux'))
    stop(`The console program for ${system} has to be built on such a machine.`)
  const problem = system === 'win32-x64' ? windowsParts() : null
  if (problem !== null) stop(problem)
  say(`The console program is in ${assembleConsole(system)}.`)
}
