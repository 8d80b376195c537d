import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { nobody } from '../postgres.ts'

/** A program of the rig, in the foreground, that can be killed and started again. */
export class Program {
  readonly #file: string
  readonly #args: readonly string[]
  readonly #dir: string
  readonly #log: string
  #child: ChildProcess | null = null

  /** `log` takes what it says. */
  constructor(file: string, args: readonly string[], dir: string, log: string) {
    this.#file = file
    this.#args = args
    this.#dir = dir
    this.#log = log
  }

  start(): void {
    if (this.isUp) return
    const log = openSync(this.#log, 'a')
    const env = { PATH: process.env.PATH, HOME: this.#dir, LC_ALL: 'C.UTF-8' }
    this.#child = spawn(this.#file, this.#args, {
      ...nobody,
      ...{ cwd: this.#dir, env, stdio: ['ignore', log, log] },
    })
    closeSync(log)
  }

  get isUp(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  signal(name: NodeJS.Signals): void {
    if (this.isUp) this.#child?.kill(name)
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child === null || !this.isUp) return
    const ended = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill(signal)
    await ended
  }
}
