import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { z } from 'zod'
import { ready, type Settings } from '../demo-money/messages.ts'
import { randomToken } from '../random.ts'
import { Refusal } from '../refusal.ts'

/** A program of the demonstration, which runs from its first use on and is started again if it dies. */
export type DemoProcess = {
  /** Throws payment-unreachable if it does not answer, even when started again. */
  readonly ask: <T>(path: string, body: object, answer: z.ZodType<T>) => Promise<T>
  /** Whether it has ever kept books here. */
  readonly hasBooks: () => boolean
  /** Starts it, if it has kept books here: it may have something to report. */
  readonly wake: () => void
  /** The number of the process, while it runs as one. */
  readonly pid: () => number | null
  readonly stop: () => void
}

type Running = { readonly port: number; readonly pid: number | null; readonly end: () => void }

const START_MS = 20_000
const ANSWER_MS = 5_000
const AGAIN_MS = 300

/** Beside the built bundle, or the source itself. */
function programFile(): string {
  const built = join(import.meta.dirname, 'demo-money.js')
  return existsSync(built) ? built : join(import.meta.dirname, '../demo-money/demo-money.ts')
}

type Parts = Pick<Settings, 'role' | 'file' | 'noticeUrl'> & { readonly log: Log }
type Log = (line: string) => void

export function demoProcess({ role, file, noticeUrl, log }: Parts): DemoProcess {
  const secret = randomToken()
  let running: Promise<Running> | null = null
  let isStopped = false
  let pid: number | null = null
  const start = (): Promise<Running> => {
    const started = launch({ role, file, secret, noticeUrl }, log, (wasReady) => {
      if (running === started) running = null
      // One that cannot even begin is not started over and over, but by the next question.
      if (wasReady && !isStopped) setTimeout(() => isStopped || ensure().catch(() => {}), AGAIN_MS).unref()
    })
    running = started
    started.then(
      (one) => {
        pid = one.pid
      },
      () => {
        if (running === started) running = null
      },
    )
    return started
  }
  const ensure = (): Promise<Running> => running ?? start()
  const post = async (path: string, body: object): Promise<unknown> => {
    const { port } = await ensure()
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    if (!answer.ok) throw new Error(`the ${role} answers ${answer.status}`)
    return answer.json()
  }
  return {
    ask: async (path, body, form) => {
      if (isStopped) throw new Refusal('payment-unreachable')
      const said = await patiently(() => post(path, body))
      const parsed = form.safeParse(said)
      if (!parsed.success) throw new Refusal('payment-unreachable')
      return parsed.data
    },
    hasBooks: () => existsSync(file),
    wake: () => {
      if (existsSync(file)) ensure().catch(() => {})
    },
    pid: () => pid,
    stop: () => {
      isStopped = true
      void running?.then(({ end }) => end()).catch(() => {})
    },
  }
}

/** How long to wait before a question is asked again: a process that died takes a moment to be back. */
const pauses = [50, 200, 800]

/** Every question may be asked again: it has a key, or it changes nothing that counts twice. null: no answer. */
async function patiently(ask: () => Promise<unknown>): Promise<unknown> {
  for (const pause of pauses) {
    try {
      return await ask()
    } catch (error) {
      // Whoever is silent for so long is not dead but stuck; asking again would only keep people waiting.
      if (error instanceof Error && error.name === 'TimeoutError') return null
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return ask().catch(() => null)
}

function launch(settings: Settings, log: Log, onEnd: (wasReady: boolean) => void): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child = process.versions.electron === undefined ? forked(settings) : threaded(settings)
    const late = setTimeout(() => child.end(), START_MS)
    let isReady = false
    child.onMessage((message) => {
      const parsed = ready.safeParse(message)
      if (!parsed.success) return
      clearTimeout(late)
      isReady = true
      const { port, aside } = parsed.data
      if (aside !== null)
        log(`fault: the books of the ${settings.role} cannot be read; they are now ${aside}`)
      resolve({ port, pid: child.pid, end: child.end })
    })
    child.onEnd(() => {
      clearTimeout(late)
      reject(new Error('ended'))
      onEnd(isReady)
    })
  })
}

type Child = {
  readonly pid: number | null
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly onEnd: (listener: () => void) => void
  readonly end: () => void
}

function forked(settings: Settings): Child {
  const child: ChildProcess = fork(programFile(), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.send(settings, () => {})
  return {
    pid: child.pid ?? null,
    onMessage: (listener) => child.on('message', listener),
    onEnd: (listener) => {
      child.once('exit', listener)
      child.once('error', listener)
    },
    end: () => void child.kill(),
  }
}

/** A utility process of Electron cannot start another one. */
function threaded(settings: Settings): Child {
  const worker = new Worker(programFile(), { workerData: settings })
  worker.unref()
  return {
    pid: null,
    onMessage: (listener) => worker.on('message', listener),
    onEnd: (listener) => {
      worker.once('exit', listener)
      worker.once('error', () => {})
    },
    end: () => void worker.terminate(),
  }
}
