import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { type ContractClient, clientOf, snapshotWhere } from '../ui/contract-client.ts'
import type { System } from './system.ts'

/** The assistant as it runs in a system, and a window of it over the real WebSocket. */
export type Assistant = {
  readonly client: ContractClient
  readonly child: ChildProcess
  /** Resolves to its exit code. */
  readonly ended: Promise<number | null>
  snapshot(): ReturnType<typeof snapshotWhere>
  version(): Promise<string>
  /** 退出 of its menu. */
  quit(): Promise<number | null>
  close(): void
}

const patience = 120_000

const readyUrl = async (child: ChildProcess): Promise<string> => {
  let [printed, complained] = ['', '']
  child.stdout?.on('data', (bytes) => {
    printed += String(bytes)
  })
  child.stderr?.on('data', (bytes) => {
    complained += String(bytes)
  })
  const end = performance.now() + patience
  while (performance.now() < end) {
    const [, json] = /^READY (.*)$/m.exec(printed) ?? []
    if (json !== undefined) return JSON.parse(json).url
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${complained}`)
    await pause(50)
  }
  child.kill('SIGKILL')
  throw new Error(`it was not ready in time: ${complained}`)
}

/** A window of a started assistant. */
export const windowOf = async (child: ChildProcess): Promise<Assistant> => {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const { client, close } = await clientOf(await readyUrl(child))
  return {
    client,
    child,
    ended,
    close,
    snapshot: () => snapshotWhere(client, () => true),
    version: async () => (await snapshotWhere(client, () => true)).about.version,
    quit: async () => {
      await client.tray.choose({ item: 'quit' }).catch(() => undefined)
      const code = await ended
      close()
      return code
    },
  }
}

/** Starts it as the ordinary person. */
export const startAssistant = ({ start }: System, command: string): Promise<Assistant> =>
  windowOf(start('person', command, '--no-open'))
