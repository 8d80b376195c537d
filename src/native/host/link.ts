import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { Operation, Operations, ResultOf } from '../abi.ts'
import type { Child } from './child.ts'
import { heard } from './heard.ts'
import {
  type Ending,
  endOf,
  failureOf,
  type LinkEvents,
  type LinkState,
  pauseOf,
  seconds,
  wordsOfFinding,
  wordsOfLate,
} from './link-state.ts'
import { Listening } from './listening.ts'
import type { Answer, FromHost, HostEvent } from './protocol.ts'
import { RequestQueue } from './request-queue.ts'
import type { HostRules } from './rules.ts'

type Timer = ReturnType<typeof setTimeout>

/**
 * The application's end of one token host. It starts the host, sets a deadline for every request, ends a host that
 * hangs, restarts it after a crash, and in the end gives up. It sends each request once and never again.
 */
export class HostLink {
  /** Rises with every start, because a session of an earlier life does not belong to this one. */
  life = 0
  #state: LinkState = { kind: 'stopped' }
  #child: Child | null = null
  #crashes = 0
  #refusals = 0
  #startedAt = 0
  #pid: number | undefined
  #waiters: (() => void)[] = []
  #starting: Timer | null = null
  #pause: Timer | null = null
  readonly #fork: () => Child
  readonly #rules: HostRules
  readonly #events: LinkEvents
  readonly #listening: Listening
  readonly #queue = new RequestQueue(
    (requests) => this.#child?.send(requests),
    (operation) => this.#hung(wordsOfLate(operation)),
  )

  constructor(fork: () => Child, rules: HostRules, events: LinkEvents) {
    this.#fork = fork
    this.#rules = rules
    this.#events = events
    this.#listening = new Listening(rules.silenceMilliseconds, () => this.#onSilence())
  }

  get state(): LinkState {
    return this.#state
  }

  /** Process id of the host while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts the host unless it runs. A library that was given up or could not be loaded gets a clean record. */
  start(): void {
    const { kind } = this.#state
    if (kind === 'starting' || kind === 'running') {
      this.#crashes = 0
      return
    }
    this.#crashes = this.#refusals = 0
    this.#launch()
  }

  stop(): void {
    if (this.#child !== null) this.#log('stopped')
    this.#abandon(new AssistantError('cancelled-by-user'))
    this.#enter({ kind: 'stopped' })
  }

  /** Asks the host. Fails with the entry of the catalogue that tells what the library or its host did. */
  async request<O extends Operation>(
    operation: O,
    ...parameters: Parameters<Operations[O]>
  ): Promise<ResultOf<O>> {
    if (this.#state.kind !== 'running') await this.#ready()
    return this.#ask(operation, parameters) as Promise<ResultOf<O>>
  }

  /** Like `request`, but only for the host of that life: sessions of an earlier life are gone. */
  requestIn<O extends Operation>(
    life: number,
    operation: O,
    ...parameters: Parameters<Operations[O]>
  ): Promise<ResultOf<O>> {
    if (this.#state.kind !== 'running' || life !== this.life) {
      return Promise.reject(new AssistantError('driver-crashed'))
    }
    return this.#ask(operation, parameters) as Promise<ResultOf<O>>
  }

  #ask(operation: Operation, parameters: readonly unknown[]): Promise<unknown> {
    if (this.#child === null) return Promise.reject(new AssistantError('driver-crashed'))
    return this.#queue.add(operation, parameters, this.#patience(operation, parameters))
  }

  /** A login without a PIN waits until somebody types it on the key. */
  #patience(operation: Operation, [, pin]: readonly unknown[]): number {
    const onKeypad = (operation === 'open' || operation === 'verifyPin') && pin === null
    return onKeypad ? this.#rules.keypadDeadline : this.#rules.deadlines[operation]
  }

  async #ready(): Promise<void> {
    const { kind } = this.#state
    if (kind === 'starting' || kind === 'waiting') await this.#turn()
    const failure = failureOf(this.#state)
    if (failure !== null) throw failure
  }

  /** Waits until the host runs or cannot run. It does not wait for ever for a library that never finishes loading. */
  #turn(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#rules.readyDeadline)
      this.#waiters.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  #launch(): void {
    this.#clear()
    this.life += 1
    this.#pid = undefined
    this.#startedAt = performance.now()
    // A library that is tried again automatically keeps its state until it starts.
    if (this.#state.kind !== 'unloadable' || this.#refusals === 0) this.#enter({ kind: 'starting' })
    this.#child?.kill()
    const child = this.#fork()
    this.#child = child
    child.onMessage((message) => this.#child === child && this.#hear(heard(message)))
    child.onExit((how) => this.#child === child && this.#ended({ cause: 'crashed', words: endOf(how) }))
    this.#starting = setTimeout(() => this.#hung('not ready in time'), this.#rules.startDeadline)
  }

  #hear(message: FromHost | null): void {
    this.#listening.heard()
    if (message === null) this.#hung('a message nobody understands')
    else if (typeof message[0] === 'string') this.#told(message as HostEvent)
    else if (!(message as readonly Answer[]).every((answer) => this.#queue.settle(answer))) {
      this.#hung('an answer nobody asked for')
    }
  }

  #told(event: HostEvent): void {
    switch (event[0]) {
      case 'ready':
        this.#endStart()
        this.#refusals = 0
        this.#pid = this.#child?.pid
        this.#log('runs')
        this.#listening.start()
        this.#enter({ kind: 'running' })
        break
      case 'unloadable':
        this.#refused(event[1], event[2])
        break
      case 'found':
        this.#log(wordsOfFinding(event[1]))
        this.#events.onFound(event[1])
        break
      case 'changed':
        this.#events.onChanged()
        break
      case 'alive':
        break
    }
  }

  #refused(words: string, mayPass: boolean): void {
    if (this.#refusals === 0) this.#events.log(`the library cannot be used: ${words}`)
    this.#abandon(new AssistantError('driver-unloadable', { words }))
    this.#enter({ kind: 'unloadable', words })
    if (!mayPass) return
    const pause = pauseOf(this.#rules.refusalPauses, this.#refusals++)
    this.#pause = setTimeout(() => this.#launch(), pause)
  }

  // While a request is out, its deadline counts. Otherwise the host is asked, and the deadline of that question
  // counts.
  #onSilence(): void {
    if (!this.#queue.isEmpty) return
    this.#queue.add('ping', [], this.#rules.questionDeadline).catch(() => undefined)
  }

  #hung(words: string): void {
    this.#ended({ cause: 'not-answering', words })
  }

  #ended(how: Ending): void {
    const code = how.cause === 'crashed' ? 'driver-crashed' : 'driver-not-answering'
    if (performance.now() - this.#startedAt > this.#rules.forgetCrashesAfter) this.#crashes = 0
    this.#crashes += 1
    this.#abandon(new AssistantError(code))
    const ending = `ended, ${how.cause}: ${how.words}`
    if (this.#crashes >= this.#rules.crashesToGiveUp) {
      this.#log(`${ending}; given up`)
      this.#enter({ kind: 'gave-up', how })
      return
    }
    const pause = pauseOf(this.#rules.pauses, this.#crashes - 1)
    this.#log(`${ending}; starts again after ${seconds(pause)}`)
    this.#pause = setTimeout(() => this.#launch(), pause)
    this.#enter({ kind: 'waiting', how })
  }

  /** Drops the host without waiting for it: a process stuck in the kernel must not delay the next one. */
  #abandon(error: AssistantError): void {
    this.#clear()
    const child = this.#child
    this.#child = null
    child?.kill()
    this.#queue.fail(error)
  }

  #clear(): void {
    this.#endStart()
    if (this.#pause !== null) clearTimeout(this.#pause)
    this.#pause = null
    this.#listening.stop()
  }

  #endStart(): void {
    if (this.#starting !== null) clearTimeout(this.#starting)
    this.#starting = null
  }

  #log(what: string): void {
    const age = seconds(performance.now() - this.#startedAt)
    this.#events.log(`process ${this.#pid ?? this.#child?.pid ?? '?'}, ${age} old: ${what}`)
  }

  #enter(state: LinkState): void {
    this.#state = state
    if (state.kind !== 'starting' && state.kind !== 'waiting') {
      for (const wake of this.#waiters.splice(0)) wake()
    }
    this.#events.onState(state)
  }
}
