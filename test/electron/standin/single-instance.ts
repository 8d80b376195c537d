import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const socketOf = (userData: string): string =>
  join(tmpdir(), `standin-${createHash('sha256').update(userData).digest('hex').slice(0, 16)}.sock`)

const deliver = `
const [socket, argv] = process.argv.slice(1)
require('node:net').connect(socket, function () { this.end(argv) }).on('error', () => process.exit(9))
`

/** Tells the running process about this start. Returns false if nobody listens any more. */
const told = (socket: string, argv: readonly string[]): boolean =>
  existsSync(socket) &&
  spawnSync(process.execPath, ['-e', deliver, '--', socket, JSON.stringify(argv)]).status === 0

/** Electron's lock: one process for each user-data folder. A later start is reported to it and gets no lock. */
export const takeSingleInstanceLock = (
  userData: string,
  secondStart: (argv: readonly string[]) => void,
): boolean => {
  const socket = socketOf(userData)
  if (told(socket, process.argv)) return false
  rmSync(socket, { force: true })
  const server = createServer((connection) => {
    let text = ''
    connection.setEncoding('utf8').on('data', (part) => {
      text += part
    })
    connection.on('end', () => secondStart(JSON.parse(text)))
  })
  server.listen(socket).unref()
  process.on('exit', () => rmSync(socket, { force: true }))
  return true
}
