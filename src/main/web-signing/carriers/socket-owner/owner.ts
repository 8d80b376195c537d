import { userInfo } from 'node:os'
import * as linux from './linux.ts'
import { macOwner } from './macos.ts'
import { openWindows } from './windows.ts'

/** Who is at the other end of a loopback connection, and who holds a port. */
export type SocketOwner = {
  /** Whether the program that connected from this port runs as our own user. */
  isOurs(peerPort: number, ownPort: number): Promise<boolean>
  /** The name of the program that listens on a port; null if the system does not tell. */
  programOn(port: number): Promise<string | null>
}

const onLinux: SocketOwner = {
  isOurs: async (peerPort, ownPort) => (await linux.userOfPeer(peerPort, ownPort)) === userInfo().uid,
  programOn: async (port) => linux.programOn(port),
}

/** Where nobody can tell whose a connection is, none is served. */
const nobody: SocketOwner = { isOurs: async () => false, programOn: async () => null }

const open = async (): Promise<SocketOwner> => {
  switch (process.platform) {
    case 'linux':
      return onLinux
    case 'darwin':
      return macOwner
    case 'win32':
      // Without the answer of the system nobody is served.
      return openWindows().catch(() => nobody)
    default:
      return nobody
  }
}

let opened: Promise<SocketOwner> | null = null

/** Opened when the first port is, and once. */
export const socketOwner = (): Promise<SocketOwner> => {
  opened ??= open()
  return opened
}
