import { join } from 'node:path'
import { type UtilityProcess, utilityProcess } from 'electron'
import type { Child, Fork } from '../../../native/host/child.ts'
import { nodeFork } from '../node-fork.ts'

/** A library that hangs does not hear a polite signal. A process that is only being started hears none at all. */
const end = (child: UtilityProcess): void => {
  if (child.pid === undefined) return void child.once('spawn', () => end(child))
  try {
    process.kill(child.pid, 'SIGKILL')
  } catch {
    child.kill()
  }
}

const childOf = (child: UtilityProcess): Child => ({
  get pid() {
    return child.pid
  },
  send: (message) => child.postMessage(message),
  kill: () => end(child),
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.once('exit', listener),
})

/**
 * Processes of our own under Electron, where running as plain Node is fused off. Another program is a plain Node of its
 * own, for a utility process is always of the application's bitness.
 */
export const utilityFork = (bundle: string): Fork => {
  const plain = nodeFork(bundle)
  return (entry, argument, program) =>
    program == null ? utilityChild(bundle, entry, argument) : plain(entry, argument, program)
}

const utilityChild = (bundle: string, entry: string, argument: string): Child =>
  childOf(
    utilityProcess.fork(join(bundle, `${entry}.js`), [argument], {
      serviceName: entry,
      // Vendors' libraries chatter, and one that traces its calls writes the PINs: what they say goes nowhere.
      stdio: entry === 'token-host' ? 'ignore' : 'inherit',
      // Vendors' libraries are signed by the vendors, if at all (macOS).
      allowLoadingUnsignedLibraries: entry === 'token-host',
    }),
  )
