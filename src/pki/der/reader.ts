import { joined } from '../bytes.ts'
import { PkiError, type PkiReason } from '../pki-error.ts'
import { readBitString, readBoolean, readOid, readTime } from './primitive.ts'
import { context, TAG } from './tag.ts'
import { readText } from './text.ts'

/** Deeper nesting is refused; none of our structures goes so deep. */
export const MAX_DEPTH = 32
/** The size limit of a parser that names none. */
export const DEFAULT_LIMIT = 1024 * 1024

/**
 * Walks over DER from left to right. It takes definite, minimal lengths only. Every refusal is a PkiError with the
 * structure's name and the offset in the outermost bytes. Returned arrays are views of the input.
 */
export class DerReader {
  readonly bytes: Uint8Array
  readonly structure: string
  readonly end: number
  readonly depth: number
  offset: number

  private constructor(bytes: Uint8Array, structure: string, offset: number, end: number, depth: number) {
    this.bytes = bytes
    this.structure = structure
    this.offset = offset
    this.end = end
    this.depth = depth
  }

  /** A reader over a whole byte string that may be at most `limit` bytes long. */
  static of(bytes: Uint8Array, structure: string, limit: number = DEFAULT_LIMIT): DerReader {
    if (bytes.length > limit) throw new PkiError(structure, 'too-large')
    return new DerReader(bytes, structure, 0, bytes.length, 0)
  }

  /** The error for a refusal at this place. */
  error(reason: PkiReason, offset: number = this.offset): PkiError {
    return new PkiError(this.structure, reason, offset)
  }

  /** Whether all elements have been read. */
  get done(): boolean {
    return this.offset >= this.end
  }

  /** The tag of the next element, or -1 at the end. */
  peek(): number {
    return this.offset < this.end ? (this.bytes[this.offset] ?? -1) : -1
  }

  /** Refuses bytes after the last element. */
  finish(): void {
    if (this.offset !== this.end) throw this.error('trailing-bytes')
  }

  /** Steps over the next element's header, moves behind the element and returns where its content starts. */
  private header(tag: number): number {
    const { bytes, end } = this
    let at = this.offset
    if (at + 2 > end) throw this.error('truncated')
    const found = bytes[at] ?? 0
    if (tag >= 0 ? found !== tag : (found & 0x1f) === 0x1f) throw this.error('unexpected-tag')
    let length = bytes[at + 1] ?? 0
    at += 2
    if (length >= 0x80) {
      const count = length & 0x7f
      if (count === 0 || count > 4 || at + count > end) throw this.error('bad-length')
      length = 0
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + i] ?? 0)
      if (length < 0x80 || bytes[at] === 0) throw this.error('bad-length')
      at += count
    }
    if (length > end - at) throw this.error('truncated')
    this.offset = at + length
    return at
  }

  /** Content bytes of the next element, which must carry this tag. */
  content(tag: number): Uint8Array {
    const start = this.header(tag)
    return this.bytes.subarray(start, this.offset)
  }

  /** The whole next element, header included, whatever its tag. */
  raw(tag = -1): Uint8Array {
    const start = this.offset
    this.header(tag)
    return this.bytes.subarray(start, this.offset)
  }

  /** A reader over the content of the next element, which must be constructed. */
  enter(tag: number): DerReader {
    if (this.depth >= MAX_DEPTH) throw this.error('too-deep')
    const start = this.header(tag)
    return new DerReader(this.bytes, this.structure, start, this.offset, this.depth + 1)
  }

  /** A reader over the next SEQUENCE. */
  sequence(): DerReader {
    return this.enter(TAG.sequence)
  }

  /** A reader over the next SET. */
  set(): DerReader {
    return this.enter(TAG.set)
  }

  /** A reader over the next element if it carries this tag, otherwise null. */
  optional(tag: number): DerReader | null {
    return this.peek() === tag ? this.enter(tag) : null
  }

  /** A reader over the DER inside the next OCTET STRING. */
  insideOctets(): DerReader {
    return this.enter(TAG.octetString)
  }

  /** Reads the only element inside with `read`, and refuses anything after it. */
  only<T>(read: (reader: DerReader) => T): T {
    const value = read(this)
    this.finish()
    return value
  }

  /** Reads all elements to the end, one by one, and refuses more than `most`. */
  all<T>(read: (reader: DerReader) => T, most = Number.POSITIVE_INFINITY): T[] {
    const values: T[] = []
    while (!this.done) {
      if (values.length >= most) throw this.error('too-large')
      values.push(read(this))
    }
    return values
  }

  /**
   * Returns this reader, and refuses if more than `limit` bytes are left. Many small parts take far more memory than
   * their bytes.
   */
  atMost(limit: number): this {
    if (this.end - this.offset > limit) throw this.error('too-large')
    return this
  }

  /** The dotted form of the next OBJECT IDENTIFIER. */
  oid(): string {
    const at = this.offset
    return readOid(this.content(TAG.oid)) ?? this.fail('bad-oid', at)
  }

  /** Content of the next INTEGER: minimal two's complement, may be negative. */
  integerBytes(): Uint8Array {
    const at = this.offset
    const value = this.content(TAG.integer)
    const [first, second] = [value[0] ?? 0, value[1] ?? 0]
    const padded = value.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
    return value.length === 0 || padded ? this.fail('bad-integer', at) : value
  }

  /** Magnitude of the next INTEGER without its sign pad; a negative one is refused. */
  unsigned(): Uint8Array {
    const at = this.offset
    const value = this.integerBytes()
    if ((value[0] ?? 0) >= 0x80) return this.fail('bad-integer', at)
    return value.length > 1 && value[0] === 0 ? value.subarray(1) : value
  }

  /** Value of the next INTEGER, which must be between 0 and 2^31 − 1. */
  small(): number {
    const at = this.offset
    const value = this.unsigned()
    if (value.length > 4) return this.fail('bad-integer', at)
    const number = value.reduce((sum, byte) => sum * 256 + byte, 0)
    return number > 0x7fffffff ? this.fail('bad-integer', at) : number
  }

  /** Content of the next OCTET STRING. */
  octets(): Uint8Array {
    return this.content(TAG.octetString)
  }

  /**
   * Content of the next `[number] IMPLICIT OCTET STRING`. Where it was written in BER it may still be in pieces, because
   * its tag does not tell that it is a string.
   */
  implicitOctets(number: number): Uint8Array {
    const pieces = this.optional(context(number))
    if (pieces === null) return this.content(context(number, false))
    return joined(pieces.all((reader) => reader.octets()))
  }

  /** Content of the next BIT STRING that holds whole bytes. */
  bits(): Uint8Array {
    const { bytes, unused } = this.bitsAndUnused()
    return unused === 0 ? bytes : this.fail('bad-bit-string', this.offset)
  }

  /** Content of the next BIT STRING and the number of its unused bits, which must be zero bits. */
  bitsAndUnused(): { readonly bytes: Uint8Array; readonly unused: number } {
    const at = this.offset
    return readBitString(this.content(TAG.bitString)) ?? this.fail('bad-bit-string', at)
  }

  /** Value of the next BOOLEAN. */
  boolean(): boolean {
    const at = this.offset
    return readBoolean(this.content(TAG.boolean)) ?? this.fail('bad-boolean', at)
  }

  /** The next UTCTime or GeneralizedTime. */
  time(): Date {
    const at = this.offset
    const tag = this.peek()
    return readTime(tag, this.content(tag)) ?? this.fail('bad-time', at)
  }

  /** The next character string of any of the ASN.1 string types. */
  text(): string {
    const at = this.offset
    const tag = this.peek()
    return readText(tag, this.content(tag)) ?? this.fail('bad-string', at)
  }

  private fail(reason: PkiReason, offset: number): never {
    throw this.error(reason, offset)
  }
}
