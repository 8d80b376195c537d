import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../../src/main/web-signing/carriers/socket-owner/linux.ts'
import { fieldOf } from '../../../../src/main/web-signing/carriers/socket-owner/macos.ts'
import { rowsIn } from '../../../../src/main/web-signing/carriers/socket-owner/windows.ts'

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'

describe('the table of sockets', () => {
  it('of Linux has IPv4, IPv6 and IPv4 within IPv6', () => {
    const table = [
      head,
      '   0: 0100007F:6F2D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000',
      '   1: 0200A8C0:0016 0100007F:6F2D 01 00000000:00000000 00:00000000 00000000     0        0 12346 1 0000',
      '   2: 0000000000000000FFFF00000100007F:C350 0000000000000000FFFF00000100007F:6F2D 01 0:0 0:0 0 65534 0 12347 1',
      'torn',
      '',
    ].join('\n')
    expect(linesOf(table)).toEqual([
      { localPort: 28461, remotePort: 0, loopback: true, state: '0A', user: 1000, inode: '12345' },
      { localPort: 22, remotePort: 28461, loopback: false, state: '01', user: 0, inode: '12346' },
      { localPort: 50000, remotePort: 28461, loopback: true, state: '01', user: 65534, inode: '12347' },
    ])
    expect(linesOf('')).toEqual([])
  })

  it('of Windows has rows of six fields, with ports in network order', () => {
    const row = (
      state: number,
      address: readonly number[],
      local: number,
      remote: number,
      process: number,
    ) => {
      const bytes = Buffer.alloc(24)
      bytes.writeUInt32LE(state, 0)
      bytes.set(address, 4)
      bytes.writeUInt16BE(local, 8)
      bytes.set([127, 0, 0, 1], 12)
      bytes.writeUInt16BE(remote, 16)
      bytes.writeUInt32LE(process, 20)
      return bytes
    }
    const count = Buffer.alloc(4)
    count.writeUInt32LE(1_000)
    const rows = [row(5, [127, 0, 0, 1], 50_000, 28_461, 4_242), row(2, [192, 168, 0, 2], 22, 0, 7)]
    expect(rowsIn(Buffer.concat([count, ...rows]))).toEqual([
      { state: 5, localPort: 50_000, remotePort: 28_461, process: 4_242 },
    ])
    expect([rowsIn(Buffer.alloc(0)), rowsIn(Buffer.alloc(3))]).toEqual([[], []])
  })

  it('of macOS names the program', () =>
    expect(fieldOf('p123\ncGoogle Chrome\nf12\n', 'c')).toBe('Google Chrome'))
})
