import { spawn } from 'node:child_process'

type Command = readonly [program: string, ...args: string[]]

const opener = (target: string): Command => {
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', target]
  if (process.platform === 'darwin') return ['open', target]
  return ['xdg-open', target]
}

/** Opens an address or a file with the system; false if nothing can open it. */
export const openWithSystem = (target: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [program, ...args] = opener(target)
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
