import { execFile } from 'node:child_process'
import type { SocketOwner } from './owner.ts'

// lsof(8) shows only the processes of the user who asks, unless that user is root. Not run on macOS yet.

const lsof = (...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile('/usr/sbin/lsof', ['-nP', '-a', ...args], { timeout: 3_000 }, (_, stdout) => resolve(stdout))
  })

/** Lines of `-F`: each begins with a letter that says what it is. */
export const fieldOf = (output: string, letter: string): string | null =>
  output
    .split('\n')
    .find((line) => line.startsWith(letter))
    ?.slice(1) ?? null

export const macOwner: SocketOwner = {
  isOurs: async (peerPort, ownPort) => {
    const user = String(process.getuid?.() ?? '')
    const output = await lsof('-u', user, `-iTCP@127.0.0.1:${peerPort}`, '-FnL')
    return output
      .split('\n')
      .some((line) => line.startsWith('n') && line.includes(`:${peerPort}->127.0.0.1:${ownPort}`))
  },
  programOn: async (port) => fieldOf(await lsof(`-iTCP:${port}`, '-sTCP:LISTEN', '-Fc'), 'c'),
}
