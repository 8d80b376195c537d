import { AssistantError } from '../shared/errors/assistant-error.ts'

type Waiting = { readonly enter: () => void; readonly timer: ReturnType<typeof setTimeout> }

/**
 * Runs one piece of work at a time, in order of arrival. A login belongs to the whole token, so two scopes must never
 * overlap.
 */
export class ScopeLock {
  #taken = false
  /** Tells the work that holds the lock that somebody else wants it. */
  #ask: () => void = () => undefined
  readonly #queue: Waiting[] = []
  readonly #patience: number

  /** `patience`: milliseconds until somebody who waits is told that the token is busy. */
  constructor(patience = 90_000) {
    this.#patience = patience
  }

  /** `wanted` is called as soon as somebody waits, for work that can end early. */
  async run<T>(work: () => Promise<T>, wanted: () => void = () => undefined): Promise<T> {
    if (this.#taken) await this.#turn()
    this.#taken = true
    this.#ask = wanted
    if (this.#queue.length > 0) wanted()
    try {
      return await work()
    } finally {
      this.#release()
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1)
        reject(new AssistantError('token-busy'))
      }, this.#patience)
      const waiting: Waiting = { enter: resolve, timer }
      this.#queue.push(waiting)
      this.#ask()
    })
  }

  // The lock passes straight to the next in line, so that nobody can slip in between.
  #release(): void {
    this.#ask = () => undefined
    const next = this.#queue.shift()
    if (next === undefined) {
      this.#taken = false
      return
    }
    clearTimeout(next.timer)
    next.enter()
  }
}
