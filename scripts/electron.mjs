import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment, node24, root } from './node24.mjs'
import { ask } from './process.mjs'
import { say } from './say.mjs'

const display = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

const present = () => {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

const fetchElectron = () => {
  say('Fetching Electron …')
  return ask(node24(), [join(root, 'node_modules', 'electron', 'install.js')], {
    cwd: root,
    env: environment(),
    timeout: 180_000,
  })
}

/** The Electron program, downloaded if it is missing. Otherwise, why there is none and how to get it. */
export const electron = () => {
  if (!display())
    return {
      program: null,
      why: [
        'Electron was not tried: this session has no display (DISPLAY and WAYLAND_DISPLAY are not set).',
        'On a desktop, run the same command again.',
      ],
    }
  const here = present()
  if (here) return { program: here }
  const answer = fetchElectron()
  const program = present()
  if (program) return { program }
  const reason = answer.text.split('\n').find((line) => /error/i.test(line)) ?? 'no answer'
  return {
    program: null,
    why: [
      `Electron's binary could not be fetched (${reason}).`,
      'To get Electron: npx install-electron, or set ELECTRON_MIRROR to a mirror that can be reached.',
    ],
  }
}
