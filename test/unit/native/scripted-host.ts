import type { Child } from '../../../src/native/host/child.ts'
import type { HostEvent, Request, ToHost } from '../../../src/native/host/protocol.ts'

/** Stands in for a forked token host: a test decides what it answers and when it dies. */
export class ScriptedHost implements Child {
  readonly pid = 1
  readonly requests: Request[] = []
  killed = false
  #onMessage: (message: unknown) => void = () => undefined
  #onExit: (how: number | string | null) => void = () => undefined

  send(message: unknown): void {
    this.requests.push(...(message as ToHost))
  }

  kill(): void {
    this.killed = true
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener
  }

  onExit(listener: (how: number | string | null) => void): void {
    this.#onExit = listener
  }

  tell(...event: HostEvent): void {
    this.#onMessage(event)
  }

  /** Sends any message, even a wrong one. */
  say(message: unknown): void {
    this.#onMessage(message)
  }

  /** Answers the oldest request that has no answer yet. */
  answer(result: unknown): void {
    this.#onMessage([[this.#next(), true, result]])
  }

  answerAs(id: number, result: unknown): void {
    this.#onMessage([[id, true, result]])
  }

  refuse(code: string): void {
    this.#onMessage([[this.#next(), false, { code, params: {} }]])
  }

  die(how: number | string): void {
    this.#onExit(how)
  }

  #answered = 0
  #next(): number {
    const request = this.requests[this.#answered]
    this.#answered += 1
    return request?.[0] ?? -1
  }
}
