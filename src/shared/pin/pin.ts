/**
 * A PIN, or another secret that a person typed, on its way from the assistant's own window to what it opens. It never
 * prints itself, and `drop` overwrites its bytes; copies that the JavaScript engine made cannot be reached
 * (docs/architecture.md). A dropped Pin cannot be used any more. Code that needs it longer than the call that brought
 * it takes it over.
 */
export class Pin {
  #bytes: Uint8Array | null

  /** Only the contract makes a Pin from a text (`entry.ts`). */
  constructor(text: string) {
    this.#bytes = new TextEncoder().encode(text)
  }

  /** A secret that was never a text. The Pin owns these bytes from now on. */
  static holding(bytes: Uint8Array): Pin {
    const pin = new Pin('')
    pin.#bytes = bytes
    return pin
  }

  get #held(): Uint8Array {
    if (this.#bytes === null) throw new Error('a PIN was used after it had been dropped')
    return this.#bytes
  }

  get length(): number {
    return this.#held.length
  }

  reveal(): string {
    return new TextDecoder().decode(this.#held)
  }

  /** A copy of its bytes for another process. Whoever asks for it overwrites it. */
  copy(): Uint8Array {
    return Uint8Array.from(this.#held)
  }

  /** The same PIN for a new owner, who drops it. This one can no longer be used. */
  takeOver(): Pin {
    const taken = Pin.holding(this.#held)
    this.#bytes = null
    return taken
  }

  drop(): void {
    this.#bytes?.fill(0)
    this.#bytes = null
  }

  toJSON(): string {
    return '[PIN]'
  }

  toString(): string {
    return '[PIN]'
  }

  /** What Node prints for it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[PIN]'
  }
}
