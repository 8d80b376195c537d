import { concat } from '../bytes.ts'
import { TAG } from '../der/index.ts'
import { MAX_DEPTH } from '../der/reader.ts'
import { PkiError } from '../pki-error.ts'

/** Where the content of a string lies: `length` is null if its end is marked; `pieces` if it is given in pieces. */
export type StringStart = {
  readonly offset: number
  readonly length: number | null
  readonly pieces: boolean
}

/** Room for a thousand certificates and the signers. */
const MAX_REST = 16 * 1024 * 1024
const CONSTRUCTED = 0x20
const INDEFINITE = 0x80
const NOTHING: Uint8Array = new Uint8Array()

/**
 * The content of an octet string that comes in parts, in one piece or in pieces that may be in pieces again (X.690
 * 8.7). Software that writes while it reads writes so.
 */
export class OctetContent {
  readonly #structure: string
  /** How much is left of each string that was begun; null: up to its mark. The last is the one being read. */
  readonly #left: (number | null)[]
  #piece: number
  #header = NOTHING
  readonly #rest: Uint8Array[] = []
  #restLength = 0
  #ended = false

  constructor({ length, pieces }: StringStart, structure: string) {
    this.#structure = structure
    this.#left = pieces ? [length] : []
    this.#piece = pieces ? 0 : (length ?? 0)
    this.#step()
  }

  /** Whether its end was reached. */
  get ended(): boolean {
    return this.#ended
  }

  /** What came behind its end. */
  get rest(): Uint8Array {
    return concat(...this.#rest)
  }

  /** The content in the next part. */
  update(part: Uint8Array): Uint8Array {
    const found: Uint8Array[] = []
    let left = part
    while (left.length > 0 && !this.#ended) {
      if (this.#piece > 0) {
        found.push(left.subarray(0, this.#piece))
        const taken = Math.min(this.#piece, left.length)
        left = left.subarray(taken)
        this.#piece -= taken
      } else left = this.#headerFrom(left)
      this.#step()
    }
    if (this.#ended && left.length > 0) this.#keep(left)
    return found.length === 1 ? (found[0] ?? NOTHING) : concat(...found)
  }

  // A copy: a caller may use the place of a part again.
  #keep(part: Uint8Array): void {
    this.#restLength += part.length
    if (this.#restLength > MAX_REST) throw this.#error('too-large')
    this.#rest.push(Uint8Array.from(part))
  }

  /** Strings that are full end, and the whole with the outermost. */
  #step(): void {
    if (this.#piece > 0 || this.#header.length > 0) return
    while (this.#left.at(-1) === 0) this.#left.pop()
    this.#ended = this.#left.length === 0
  }

  #headerFrom(part: Uint8Array): Uint8Array {
    const wanted = this.#headerLength()
    const taken = part.subarray(0, wanted - this.#header.length)
    this.#header = concat(this.#header, taken)
    if (this.#header.length === this.#headerLength()) this.#begin()
    return part.subarray(taken.length)
  }

  #headerLength(): number {
    const [, first = 0] = this.#header
    return this.#header.length < 2 || first <= INDEFINITE ? 2 : 2 + (first & 0x7f)
  }

  #begin(): void {
    const header = this.#header
    this.#header = NOTHING
    if (header[0] === 0 && header[1] === 0) this.#mark()
    else this.#open(header)
  }

  #open([tag = 0, first = 0, ...more]: Uint8Array): void {
    const constructed = tag === (TAG.octetString | CONSTRUCTED)
    if (!constructed && tag !== TAG.octetString) throw this.#error('unexpected-tag')
    if (more.length > 6 || (first === INDEFINITE && !constructed)) throw this.#error('bad-length')
    const long = more.reduce((sum, one) => sum * 256 + one, 0)
    const length = first === INDEFINITE ? null : first < INDEFINITE ? first : long
    this.#take(2 + more.length + (length ?? 0))
    if (!constructed) this.#piece = length ?? 0
    else if (this.#left.length >= MAX_DEPTH) throw this.#error('too-deep')
    else this.#left.push(length)
  }

  /** The mark of the end belongs to the innermost string that has no length. */
  #mark(): void {
    if (this.#left.pop() !== null) throw this.#error('unexpected-tag')
    const outer = this.#left.at(-1)
    if (typeof outer === 'number') throw this.#error('bad-length')
  }

  /** An element of this size is a part of the string around it. */
  #take(size: number): void {
    const last = this.#left.length - 1
    const left = this.#left[last]
    if (left === undefined || left === null) return
    if (size > left) throw this.#error('bad-length')
    this.#left[last] = left - size
  }

  #error(reason: 'bad-length' | 'unexpected-tag' | 'too-deep' | 'too-large'): PkiError {
    return new PkiError(this.#structure, reason)
  }
}
