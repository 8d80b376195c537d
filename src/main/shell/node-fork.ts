import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Child, Fork } from '../../native/host/child.ts'

const sources = {
  'token-host': '../../native/host/token-host.ts',
  authority: '../../ra/embedded.ts',
} as const

/** Where an entry lies: beside the built bundle, or in its room when the source itself runs. */
export const entryFile = (bundle: string, entry: keyof typeof sources): string => {
  const built = join(bundle, `${entry}.js`)
  return existsSync(built) ? built : join(import.meta.dirname, sources[entry])
}

const childOf = (child: ChildProcess): Child => ({
  get pid() {
    return child.pid
  },
  send: (message) => {
    if (child.connected) child.send(message as object)
  },
  kill: () => void child.kill('SIGKILL'),
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => {
    let told = false
    const tell = (how: number | string | null) => {
      if (told) return
      told = true
      listener(how)
    }
    child.once('exit', (code, signal) => tell(signal ?? code))
    child.once('error', () => tell(null))
  },
})

/** Processes of our own under plain Node. BigInt in token info needs the advanced serialization. */
export const nodeFork =
  (bundle: string): Fork =>
  (entry, argument) =>
    childOf(
      fork(entryFile(bundle, entry), [argument], {
        serialization: 'advanced',
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    )
