import { fork } from 'node:child_process'
import { dirname, join } from 'node:path'
import { otherHostEntry } from '../drivers/other-hosts.ts'
import type { Child, Fork } from './child.ts'

/** Where the entries of the application lie: .ts files in the source tree, bundled .js files in the product. */
export type EntryPaths = Readonly<Record<Parameters<Fork>[0], string>>

// From source, Node strips the types of every file at each start. A cache makes the start four times as fast.
const compiled = join(import.meta.dirname, '../../../build/compile-cache')
const environmentFor = (entry: string): NodeJS.ProcessEnv =>
  entry.endsWith('.ts') ? { NODE_COMPILE_CACHE: compiled, ...process.env } : process.env

/** Starts entries as child processes of plain Node. */
export const nodeFork =
  (paths: EntryPaths): Fork =>
  (entry, argument, program): Child => {
    // Another program has its own entry beside it.
    const file = program == null ? paths[entry] : join(dirname(program), otherHostEntry)
    const child = fork(file, [argument], {
      serialization: 'advanced',
      execArgv: [],
      ...(program == null ? {} : { execPath: program }),
      env: environmentFor(file),
      // Vendors' libraries print a lot, and a library that traces its calls prints PINs. So their output is
      // discarded.
      stdio: ['ignore', 'ignore', entry === 'token-host' ? 'ignore' : 'inherit', 'ipc'],
    })
    return {
      pid: child.pid,
      // `onExit` reports the exit. A message that finds no reader any more is not an error of its own.
      send: (message) => void (child.connected && child.send(message as object, () => undefined)),
      kill: () => void child.kill('SIGKILL'),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        let told = false
        const tell = (how: number | string | null): void => {
          if (!told) listener(how)
          told = true
        }
        child.once('exit', (code, signal) => tell(signal ?? code))
        child.once('error', (error) => tell(error.message))
      },
    }
  }
