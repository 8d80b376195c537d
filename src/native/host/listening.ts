/**
 * Reports when a host has said nothing for longer than `patience` milliseconds. It measures the time since the last
 * word and does not count looks, so two clocks that drift apart do not look like silence.
 */
export class Listening {
  #heardAt = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  readonly #patience: number
  readonly #onSilence: () => void

  constructor(patience: number, onSilence: () => void) {
    this.#patience = patience
    this.#onSilence = onSilence
  }

  start(): void {
    this.stop()
    this.heard()
    this.#wait(this.#patience)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** The host said something. This schedules nothing, because hosts talk often and are hardly ever silent. */
  heard(): void {
    this.#heardAt = performance.now()
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#look(), milliseconds)
    this.#timer.unref()
  }

  #look(): void {
    const left = this.#heardAt + this.#patience - performance.now()
    this.#wait(left > 0 ? Math.ceil(left) : this.#patience)
    if (left <= 0) this.#onSilence()
  }
}
