import { join } from 'node:path'
import { type UtilityProcess, utilityProcess } from 'electron'
import type { Child, Fork } from '../../../native/host/child.ts'
import { nodeFork } from '../node-fork.ts'

/** A library that hangs does not react to a polite signal. A process that is only being started gets none at all. */
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
 * Processes of our own under Electron, where running as plain Node is disabled. Another program is a plain Node of its
 * own, because a utility process always has the application's bitness.
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
      // Vendors' libraries print a lot, and one that traces its calls prints PINs, so their output is discarded.
      stdio: entry === 'token-host' ? 'ignore' : 'inherit',
      // Vendors' libraries are signed by the vendors or not at all (macOS).
      allowLoadingUnsignedLibraries: entry === 'token-host',
    }),
  )
