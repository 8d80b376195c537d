import { inspect } from 'node:util'

/**
 * A PIN on its way from the assistant's own window to a token. It never prints itself, and `drop` overwrites its
 * bytes. Copies that the JavaScript engine made cannot be reached (docs/architecture.md).
 */
export class Pin {
  #bytes: Uint8Array
  constructor(text: string) {
    this.#bytes = new TextEncoder().encode(text)
  }
  get length(): number {
    return this.#bytes.length
  }
  reveal(): string {
    return new TextDecoder().decode(this.#bytes)
  }
  drop(): void {
    this.#bytes.fill(0)
    this.#bytes = new Uint8Array(0)
  }
  toJSON(): string {
    return '[PIN]'
  }
  toString(): string {
    return '[PIN]'
  }
  [inspect.custom](): string {
    return '[PIN]'
  }
}
