import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createFileWorker, type Grants } from '../../../../../src/main/documents/file-work/file-worker.ts'
import type { FileTask, FromWorker, ToWorker } from '../../../../../src/main/documents/file-work/messages.ts'
import type { Child, Fork } from '../../../../../src/native/index.ts'
import { AssistantError } from '../../../../../src/shared/errors/index.ts'
import { turn } from '../../moments.ts'

type Process = {
  readonly asked: ToWorker[]
  readonly says: (message: FromWorker | object) => Promise<void>
  readonly exits: () => Promise<void>
  killed: number
}

/** A worker whose processes are played by the test. */
const working = () => {
  const processes: Process[] = []
  const begun: string[] = []
  const fork: Fork = (entry, argument) => {
    begun.push(`${entry} ${argument}`)
    let hear: (message: unknown) => void = () => {}
    let left: () => void = () => {}
    const one: Process = {
      ...{ asked: [], killed: 0 },
      says: async (message) => {
        hear(message)
        await turn()
      },
      exits: async () => {
        left()
        await turn()
      },
    }
    processes.push(one)
    const child: Child = {
      ...{ pid: 1, send: (message) => void one.asked.push(structuredClone(message) as ToWorker) },
      onMessage: (listener) => {
        hear = listener
      },
      onExit: (listener) => {
        left = () => listener(0)
      },
      kill: () => {
        one.killed += 1
      },
    }
    return child
  }
  const process = (at = 0): Process => {
    const found = processes[at]
    if (!found) throw new Error(`no process ${at}`)
    return found
  }
  return { worker: createFileWorker(fork), process, processes, begun }
}

export const taskIn = (folder: string): FileTask => ({
  ...{ kind: 'decrypt', path: join(folder, 'a.p7m'), mark: '' },
  trust: { roots: [], certificates: [], crls: [], now: new Date(0) },
})
export const result = { kind: 'encrypted', output: 'a.p7m' } as const
const refuse = async (): Promise<never> => {
  throw new AssistantError('token-removed')
}
const noGrants: Grants = { sign: refuse, openKey: refuse, openPart: refuse }

export const playedWorker = () => {
  const folder = mkdtempSync(join(tmpdir(), 'file-worker-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const made = working()
  onTestFinished(() => made.worker.stop())
  const controller = new AbortController()
  const told: number[] = []
  const run = (grants: Partial<Grants> = {}) => {
    const outcome = made.worker.run(
      taskIn(folder),
      { ...noGrants, ...grants },
      (percent) => told.push(percent),
      controller.signal,
    )
    const heard: unknown[] = []
    outcome.then(
      (value) => heard.push(value),
      (error: unknown) => heard.push(error),
    )
    return { outcome, heard }
  }
  return { ...made, folder, controller, told, run }
}
