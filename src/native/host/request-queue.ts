import { AssistantError, errorOf } from '../../shared/errors/assistant-error.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { Answer, Asked, Request, ToHost } from './protocol.ts'

type Pending = {
  readonly id: number
  readonly operation: Asked
  /** Milliseconds, counted from the moment at which the request is the oldest. */
  readonly patience: number
  readonly resolve: (result: unknown) => void
  readonly reject: (error: AssistantError) => void
}

// If this process stood still, the answer waits in the pipe and is read within this grace.
const GRACE = 50
// If a timer is this late, the whole machine may have stood still, the host too. Then the host gets its time once
// more.
const STOOD_STILL = 1_000

/** The open requests to one host. Each request is added once and settled once. */
export class RequestQueue {
  #lastId = 0
  #pending: Pending[] = []
  #outbox: Request[] = []
  #deadline: ReturnType<typeof setTimeout> | null = null
  readonly #post: (requests: ToHost) => void
  readonly #onLate: (operation: Asked) => void

  constructor(post: (requests: ToHost) => void, onLate: (operation: Asked) => void) {
    this.#post = post
    this.#onLate = onLate
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0
  }

  /** Requests of one turn travel as one message, because with many in flight the messages cost most. */
  add(operation: Asked, parameters: readonly unknown[], patience: number): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      if (this.#pending.push({ id, operation, patience, resolve, reject }) === 1) this.#watchFirst()
      if (this.#outbox.push([id, operation, parameters]) === 1) queueMicrotask(() => this.#send())
    })
  }

  /** Settles the oldest request; false if the answer belongs to another. */
  settle([id, ok, content]: Answer): boolean {
    const first = this.#pending.shift()
    this.#watchFirst()
    if (first === undefined) return false
    if (first.id !== id) {
      first.reject(new AssistantError('driver-not-answering'))
      return false
    }
    if (ok) first.resolve(content)
    else first.reject(errorOf(content as ErrorReport))
    return true
  }

  /** Fails all open requests; none is ever sent again. */
  fail(error: AssistantError): void {
    this.#outbox.length = 0
    const all = this.#pending.splice(0)
    this.#watchFirst()
    for (const { reject } of all) reject(error)
  }

  #send(): void {
    const requests = this.#outbox.splice(0)
    if (requests.length > 0) this.#post(requests)
  }

  // Answers come in order, so only the oldest request can be late. Its time starts when it becomes the oldest.
  #watchFirst(): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline)
    this.#deadline = null
    const first = this.#pending[0]
    if (first === undefined) return
    this.#wait(first, first.patience)
  }

  #wait(first: Pending, patience: number, again = false): void {
    const due = performance.now() + patience
    this.#deadline = setTimeout(() => {
      const stoodStill = performance.now() - due > STOOD_STILL
      if (stoodStill && !again) this.#wait(first, patience, true)
      else this.#expire(first)
    }, patience)
  }

  #expire(late: Pending): void {
    this.#deadline = setTimeout(() => {
      if (this.#pending[0] === late) this.#onLate(late.operation)
    }, GRACE)
  }
}
