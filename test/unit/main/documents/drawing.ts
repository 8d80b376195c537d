import { createDrawer } from '../../../../src/main/documents/drawing/drawer.ts'
import type { Child, Fork } from '../../../../src/native/index.ts'
import { moments } from '../moments.ts'

type Process = {
  readonly asked: unknown[]
  readonly answer: (message: unknown) => Promise<void>
  readonly exit: () => Promise<void>
}

/** A drawer whose processes are played by the test. */
export const drawing = (waitMs?: number) => {
  const processes: Process[] = []
  const log: string[] = []
  const fork: Fork = (entry, argument) => {
    const number = processes.length
    log.push(`begin ${entry} ${argument}`)
    const asked: unknown[] = []
    let hear: (message: unknown) => void = () => {}
    let left: () => void = () => {}
    processes.push({
      asked,
      answer: async (message) => {
        hear(message)
        await moments()
      },
      exit: async () => {
        left()
        await moments()
      },
    })
    const child: Child = {
      pid: number,
      send: (message) => void asked.push(message),
      onMessage: (listener) => {
        hear = listener
      },
      onExit: (listener) => {
        left = () => listener(0)
      },
      kill: () => void log.push(`kill ${number}`),
    }
    return child
  }
  const one = waitMs === undefined ? createDrawer(fork) : createDrawer(fork, waitMs)
  const process = (number = 0): Process => {
    const found = processes[number]
    if (!found) throw new Error(`no process ${number}`)
    return found
  }
  return { drawer: one, process, processes, log }
}
/** What became of a question, as far as it is known. */
export const heard = (asked: Promise<unknown>) => {
  const seen: unknown[] = []
  asked.then(
    (answer) => seen.push(answer),
    (error: { readonly code?: string }) => seen.push(error.code),
  )
  return seen
}
export const bytes = Uint8Array.of(1, 2)
export const partAnswer = { say: 'part', part: bytes }
