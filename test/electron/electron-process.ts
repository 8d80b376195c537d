import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { builtFile } from '../built.ts'
import type { Answer } from './standin/driver.ts'
import type { StandinElectron } from './standin/electron.ts'
import type { StandinRecord } from './standin/records.ts'

const register = join(import.meta.dirname, 'standin', 'register.mjs')

/** Runs inside the product's process. It is sent as text, so it may use only its two arguments. */
type Inside<A, T> = (electron: StandinElectron, argument: A) => T | Promise<T>

export type ElectronProcess = {
  readonly home: string
  readonly child: ChildProcess
  evaluate<T>(inside: Inside<null, T>): Promise<T>
  evaluate<T, A>(inside: Inside<A, T>, argument: A): Promise<T>
  /** Repeats the question until the answer is true. */
  until(inside: Inside<null, boolean>): Promise<void>
  until<A>(inside: Inside<A, boolean>, argument: A): Promise<void>
  ended(): Promise<{ readonly code: number | null; readonly stderr: string }>
  /** What was recorded until the end. */
  recordsLeft(): readonly StandinRecord[]
}

export type Program = { readonly main: string; readonly env: Readonly<Record<string, string>> }

export const built: Program = { main: builtFile('main', 'index.js'), env: {} }

const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'order' in message

/** Starts the built, unmodified main bundle (or another one) under the stand-in. */
export const startElectron = (
  args: readonly string[] = [],
  home: string = mkdtempSync(join(tmpdir(), 'cert-assistant-home-')),
  program: Program = built,
): ElectronProcess => {
  if (!existsSync(program.main)) throw new Error(`${program.main} is missing: run npm run build first`)
  const recordsFile = join(mkdtempSync(join(tmpdir(), 'standin-records-')), 'records.json')
  const child = fork(program.main, ['--home', home, ...args], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', register],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
      STANDIN_RECORDS: recordsFile,
      ...program.env,
    },
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  child.on('message', (message) => {
    if (isAnswer(message)) waiting.get(message.order)?.(message)
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stderr }))
  })
  let orders = 0
  const evaluate = async <T, A>(inside: Inside<A, T>, argument?: A): Promise<T> => {
    orders += 1
    const order = orders
    const answer = await new Promise<Answer>((resolve, reject) => {
      waiting.set(order, resolve)
      ended.then(({ code }) => reject(new Error(`the product ended with ${code}: ${stderr}`)))
      child.send({ order, source: inside.toString(), argument: argument ?? null }, (error) => {
        if (error !== null) reject(error)
      })
    })
    waiting.delete(order)
    if ('error' in answer) throw new Error(answer.error)
    return answer.value as T
  }
  return {
    home,
    child,
    evaluate,
    until: async <A>(inside: Inside<A, boolean>, argument?: A) => {
      for (let turn = 0; turn < 600; turn += 1) {
        if (await evaluate(inside, argument)) return
        await pause(50)
      }
      throw new Error(`never became true: ${inside.toString()}`)
    },
    ended: () => ended,
    recordsLeft: () => JSON.parse(readFileSync(recordsFile, 'utf8')),
  }
}
