import { basename } from 'node:path'
import type { SocketOwner } from './owner.ts'

// GetExtendedTcpTable of iphlpapi.dll tells which process has a socket; the token of that process tells whose it is.

export type TcpRow = {
  readonly state: number
  readonly localPort: number
  readonly remotePort: number
  readonly process: number
}

const loopback = 0x7f

/** A port stands in network order in the lower half of its field. */
const portAt = (table: DataView, at: number): number => table.getUint16(at, false)

/** MIB_TCPTABLE_OWNER_PID: a count, then rows of six fields. Only rows of 127.0.0.0/8. */
export const rowsIn = (bytes: Uint8Array): readonly TcpRow[] => {
  const table = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4) return []
  const count = Math.min(table.getUint32(0, true), Math.floor((bytes.length - 4) / 24))
  return Array.from({ length: count }, (_, row) => 4 + row * 24)
    .filter((at) => table.getUint8(at + 4) === loopback)
    .map((at) => ({
      state: table.getUint32(at, true),
      localPort: portAt(table, at + 8),
      remotePort: portAt(table, at + 16),
      process: table.getUint32(at + 20, true),
    }))
}

const ipv4 = 2
const allWithProcess = 5
const listening = 2
const queryLimitedInformation = 0x1000
const tokenQuery = 8
const tokenUser = 1

/** The calls into Windows. They were written by its documentation and have not been run. */
export const openWindows = async (): Promise<SocketOwner> => {
  const { default: koffi } = await import('koffi')
  const [kernel, advapi, iphlpapi] = ['kernel32.dll', 'advapi32.dll', 'iphlpapi.dll'].map((name) =>
    koffi.load(name),
  )
  if (kernel === undefined || advapi === undefined || iphlpapi === undefined)
    throw new Error('no system libraries')
  const tcpTable = iphlpapi.func(
    'uint32 __stdcall GetExtendedTcpTable(void *table, _Inout_ uint32 *size, int order, uint32 family, int kind, uint32 reserved)',
  )
  const openProcess = kernel.func('void * __stdcall OpenProcess(uint32 access, int inherit, uint32 process)')
  const closeHandle = kernel.func('int __stdcall CloseHandle(void *handle)')
  const imageName = kernel.func(
    'int __stdcall QueryFullProcessImageNameW(void *process, uint32 flags, void *name, _Inout_ uint32 *size)',
  )
  const openToken = advapi.func(
    'int __stdcall OpenProcessToken(void *process, uint32 access, _Out_ void **token)',
  )
  const tokenInformation = advapi.func(
    'int __stdcall GetTokenInformation(void *token, int kind, void *information, uint32 length, _Out_ uint32 *needed)',
  )

  const rows = (): readonly TcpRow[] => {
    const size = [64 * 1024]
    for (let tries = 0; tries < 5; tries += 1) {
      const table = Buffer.alloc(size[0] ?? 0)
      if (tcpTable(table, size, 0, ipv4, allWithProcess, 0) === 0) return rowsIn(table)
    }
    return []
  }
  const withProcess = <T>(id: number, work: (process: unknown) => T): T | null => {
    const process = openProcess(queryLimitedInformation, 0, id)
    if (process === null) return null
    try {
      return work(process)
    } finally {
      closeHandle(process)
    }
  }
  /** The SID of a process's user: TOKEN_USER is a pointer and a number, and the SID stands behind them. */
  const userOf = (id: number): string | null =>
    withProcess(id, (process) => {
      const token: unknown[] = [null]
      if (openToken(process, tokenQuery, token) === 0) return null
      try {
        const information = Buffer.alloc(256)
        const needed = [0]
        if (tokenInformation(token[0], tokenUser, information, information.length, needed) === 0) return null
        return information.subarray(16, needed[0]).toString('hex')
      } finally {
        closeHandle(token[0])
      }
    })
  const nameOf = (id: number): string | null =>
    withProcess(id, (process) => {
      const size = [1_024]
      const name = Buffer.alloc(2 * (size[0] ?? 0))
      if (imageName(process, 0, name, size) === 0) return null
      return basename(
        name
          .subarray(0, 2 * (size[0] ?? 0))
          .toString('utf16le')
          .replaceAll('\\', '/'),
      )
    })

  const ours = userOf(process.pid)
  return {
    isOurs: async (peerPort, ownPort) => {
      const row = rows().find(({ localPort, remotePort }) => localPort === peerPort && remotePort === ownPort)
      return row !== undefined && ours !== null && userOf(row.process) === ours
    },
    programOn: async (port) => {
      const row = rows().find(({ localPort, state }) => localPort === port && state === listening)
      return row === undefined ? null : nameOf(row.process)
    },
  }
}
