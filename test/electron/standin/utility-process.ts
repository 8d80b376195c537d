import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { constants } from 'node:os'
import { mustBeReady } from './chromium.ts'

const parentPort = new URL('./parent-port.mjs', import.meta.url).href

/** Electron starts a process in another one, and learns of it only then. */
const launching = 100

type ForkOptions = {
  readonly serviceName?: string
  readonly stdio?: 'ignore' | 'inherit'
  readonly allowLoadingUnsignedLibraries?: boolean
}

export class StandinUtilityProcess extends EventEmitter {
  readonly #child
  #spawned = false

  constructor(file: string, args: readonly string[], { stdio = 'inherit' }: ForkOptions) {
    super()
    this.#child = fork(file, [...args], {
      serialization: 'advanced',
      stdio: ['ignore', stdio, stdio, 'ipc'],
      execArgv: ['--import', parentPort],
    })
    this.#child.on('spawn', () =>
      setTimeout(() => {
        this.#spawned = true
        this.emit('spawn')
      }, launching),
    )
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code, signal) =>
      this.emit('exit', code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    )
  }

  get pid(): number | undefined {
    return this.#spawned && this.#child.exitCode === null && this.#child.signalCode === null
      ? this.#child.pid
      : undefined
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object)
  }

  kill(): boolean {
    return this.#spawned && this.#child.kill()
  }
}

export const utilityProcess = {
  fork: (file: string, args: readonly string[] = [], options: ForkOptions = {}) => {
    mustBeReady('utilityProcess.fork')
    return new StandinUtilityProcess(file, args, options)
  },
}
