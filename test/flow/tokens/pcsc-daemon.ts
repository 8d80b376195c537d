import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'
const socket = '/run/pcscd/pcscd.comm'
// pcscd's socket has one fixed place, so two daemons on one machine would take it from each other.
const lock = join(tmpdir(), 'cert-assistant-pcscd.lock')
const STALE = 180_000

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Whether somebody listens there. The socket of a killed pcscd is left behind without a listener. */
const isServed = (): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = connect(socket)
    const answer = (served: boolean) => () => {
      connection.destroy()
      resolve(served)
    }
    connection.once('connect', answer(true)).once('error', answer(false))
  })

/** Why this test cannot run its own pcscd here; null if it can. */
export const whyNoPcscd = async (): Promise<string | null> => {
  if (!existsSync(driver)) return 'vsmartcard-vpcd is not installed'
  if (!existsSync('/usr/sbin/pcscd')) return 'pcscd is not installed'
  if (process.getuid?.() !== 0) return 'pcscd needs root to open its socket'
  return !existsSync(lock) && (await isServed()) ? 'another pcscd runs on this machine' : null
}

const takeLock = async (): Promise<void> => {
  for (;;) {
    try {
      mkdirSync(lock)
      return
    } catch {
      const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0
      if (age > STALE) rmSync(lock, { recursive: true, force: true })
      await sleep(200)
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode === null ? new Promise((resolve) => child.once('exit', () => resolve())) : Promise.resolve()

export type PcscDaemon = { readonly port: number; readonly stop: () => Promise<void> }

/** pcscd in the foreground, with the one virtual reader. */
export const startPcscd = async (folder: string): Promise<PcscDaemon> => {
  await takeLock()
  rmSync(socket, { force: true })
  const port = await freePort()
  const configuration = join(folder, 'reader.conf')
  const channel = `0x${port.toString(16)}`
  writeFileSync(
    configuration,
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${driver}\nCHANNELID ${channel}\n`,
  )
  const child = spawn('/usr/sbin/pcscd', ['--foreground', '--critical', '--config', configuration], {
    stdio: 'ignore',
  })
  while (!existsSync(socket) && child.exitCode === null) await sleep(20)
  return {
    port,
    stop: async () => {
      child.kill('SIGTERM')
      await ended(child)
      rmSync(socket, { force: true })
      rmSync('/run/pcscd/pcscd.pid', { force: true })
      rmSync(lock, { recursive: true, force: true })
    },
  }
}
