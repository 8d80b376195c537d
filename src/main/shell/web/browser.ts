import { spawn } from 'node:child_process'
import { systemProgram } from '../../files/system-program.ts'

type Command = readonly [program: string, ...args: string[]]

const opener = (target: string): Command => {
  if (process.platform === 'win32') return [systemProgram('rundll32'), 'url.dll,FileProtocolHandler', target]
  if (process.platform === 'darwin') return ['open', target]
  return ['xdg-open', target]
}

/** After that the opener is what it opened, and stays as long as that. */
const longestTryMs = 3_000

/** Opens an address or a file with the system; false if nothing can open it, which xdg-open tells only by its end. */
export const openWithSystem = (target: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [program, ...args] = opener(target)
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    const late = setTimeout(() => resolve(true), longestTryMs)
    child.once('error', () => {
      clearTimeout(late)
      resolve(false)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      resolve(code === 0)
    })
    child.unref()
  })
