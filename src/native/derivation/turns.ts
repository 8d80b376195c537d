import { AssistantError } from '../../shared/errors/assistant-error.ts'

/** The answer to a caller that gave up. */
export const cancelled = (): AssistantError => new AssistantError('cancelled-by-user')

type Waiting = { readonly enter: () => void }

/** Costly work, one piece at a time in order of arrival. `places` is how many pieces may wait. */
export class Turns {
  #taken = false
  readonly #queue = new Set<Waiting>()
  readonly #places: number

  constructor(places: number) {
    this.#places = places
  }

  /**
   * Does the work when its turn comes. A caller that gives up gets its answer at once. Work that cannot be stopped keeps
   * its turn until it ends, so that nobody can start more of it by giving up.
   */
  async run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw cancelled()
    if (this.#taken) await this.#turn(signal)
    this.#taken = true
    if (signal?.aborted) {
      this.#release()
      throw cancelled()
    }
    return untilAborted(
      signal,
      work().finally(() => this.#release()),
    )
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#queue.size >= this.#places) throw new AssistantError('busy-with-other')
    return new Promise((enter, reject) => {
      const leave = () => {
        if (this.#queue.delete(waiting)) reject(cancelled())
      }
      const waiting: Waiting = {
        enter: () => {
          signal?.removeEventListener('abort', leave)
          enter()
        },
      }
      this.#queue.add(waiting)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  // The turn passes straight to the next in line, so that nobody can slip in between.
  #release(): void {
    const [next] = this.#queue
    if (next === undefined) {
      this.#taken = false
      return
    }
    this.#queue.delete(next)
    next.enter()
  }
}

const untilAborted = <T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> => {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(cancelled())
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** Files that a stranger may have made wait for each other; they never keep a PIN waiting. */
export const fileTurns = new Turns(4)
export const pinTurns = new Turns(64)
