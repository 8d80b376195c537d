import { AssistantError, errorOf } from '../../shared/errors/assistant-error.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { Answer, Asked, Request, ToHost } from './protocol.ts'

type Pending = {
  readonly id: number
  readonly operation: Asked
  /** Milliseconds from the moment it is the oldest. */
  readonly patience: number
  readonly resolve: (result: unknown) => void
  readonly reject: (error: AssistantError) => void
}

// If it was this process that stood still, the answer lies in the pipe and is read before the grace is over.
const GRACE = 50
// A timer so late means that the whole machine may have stood still, the host too: it gets its time once more.
const STOOD_STILL = 1_000

/** What was asked of one host and is not answered yet. Each request is in here once and is settled once. */
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

  /** Requests made in one go travel as one message: with many in flight the messages are what costs. */
  add(operation: Asked, parameters: readonly unknown[], patience: number): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      if (this.#pending.push({ id, operation, patience, resolve, reject }) === 1) this.#watchFirst()
      if (this.#outbox.push([id, operation, parameters]) === 1) queueMicrotask(() => this.#send())
    })
  }

  /** Settles the oldest request; false if it is another that was answered. */
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

  /** Fails all that is out; nothing of it is ever sent again. */
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

  // Answers come in order, so only the oldest request can be late: its time starts when it is the oldest.
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
