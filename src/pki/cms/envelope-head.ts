import { context, DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError, type PkiReason } from '../pki-error.ts'
import { readAlgorithm } from '../x509/algorithm.ts'
import type { StringStart } from './octet-content.ts'
import { type Recipient, readRecipient } from './recipient.ts'

/** What the beginning of a sealed file tells, however long the file is. */
export type EnvelopeHead = {
  readonly kind: 'enveloped' | 'signed-and-enveloped'
  /** null is a recipient of another kind than one with a wrapped key (key agreement, password). */
  readonly recipients: readonly (Recipient | null)[]
  readonly contentType: string
  readonly algorithm: string
  readonly iv: Uint8Array | null
  /** AuthEnvelopedData: attributes and a tag follow the content. */
  readonly hasTag: boolean
  /** Where the ciphertext lies; null if the file gives it in pieces. */
  readonly ciphertext: { readonly offset: number; readonly length: number } | null
  /** Where the ciphertext begins, however it is given. */
  readonly sealed: StringStart
  readonly marks: EndMarks
  /** How long the structure must be; null if it does not tell. */
  readonly whole: number | null
}

/** What the beginning of a signed file tells. */
export type SignedHead = {
  /** The number of SignedData: that of GM/T 0010 or that of PKCS#7. */
  readonly type: string
  readonly version: number
  /** DER of the algorithms that its signers use. */
  readonly digestAlgorithms: readonly Uint8Array[]
  readonly contentType: string
  /** null: the content is another file. */
  readonly content: StringStart | null
  /** Where the rest begins if there is no content. */
  readonly offset: number
  readonly marks: EndMarks
  readonly whole: number | null
}

/**
 * How many marks end elements without a length (X.690 8.1.5): right behind the content, and at the very end of the
 * message.
 */
export type EndMarks = { readonly behindContent: number; readonly atEnd: number }

/** As much of a file as its recipients can take: 1,000 of them, and then the algorithm. */
export const ENVELOPE_HEAD = 1024 * 1024

const structure = 'envelope'
const kinds: Readonly<Record<string, EnvelopeHead['kind']>> = {
  [OID.gmEnvelopedData]: 'enveloped',
  [OID.envelopedData]: 'enveloped',
  [OID.authEnvelopedData]: 'enveloped',
  [OID.gmSignedAndEnvelopedData]: 'signed-and-enveloped',
  [OID.signedAndEnvelopedData]: 'signed-and-enveloped',
}

type Element = { readonly tag: number; readonly start: number; readonly length: number | null }

/**
 * Walks over the first elements of a longer structure. Software that writes while it reads does not know the lengths
 * in advance and writes the indefinite form (X.690 8.1.3.6), so the outer elements may have it.
 */
class HeadReader {
  readonly #bytes: Uint8Array
  offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  error(reason: PkiReason): PkiError {
    return new PkiError(structure, reason, this.offset)
  }

  peek(): number {
    return this.#bytes[this.offset] ?? -1
  }

  /** Steps over the header of the next element, which must carry this tag. */
  open(tag: number): Element {
    const bytes = this.#bytes
    if (this.offset + 2 > bytes.length) throw this.error('truncated')
    if (bytes[this.offset] !== tag) throw this.error('unexpected-tag')
    const first = bytes[this.offset + 1] ?? 0
    const count = first & 0x7f
    if (first < 0x80 || first === 0x80) {
      this.offset += 2
      return { tag, start: this.offset, length: first === 0x80 ? null : first }
    }
    if (count > 6) throw this.error('bad-length')
    const after = this.offset + 2 + count
    if (after > bytes.length) throw this.error('truncated')
    const length = bytes.subarray(this.offset + 2, after).reduce((sum, byte) => sum * 256 + byte, 0)
    this.offset = after
    return { tag, start: after, length }
  }

  /** The whole next element, which must be here to its end. */
  whole(tag: number): DerReader {
    const before = this.offset
    const { start, length } = this.open(tag)
    if (length === null) throw this.error('bad-length')
    if (start + length > this.#bytes.length) throw this.error('truncated')
    this.offset = start + length
    return DerReader.of(this.#bytes.slice(before, this.offset), structure, ENVELOPE_HEAD)
  }
}

function wrappedKey(reader: DerReader): Recipient | null {
  if (reader.peek() === TAG.sequence) return readRecipient(reader)
  reader.raw()
  return null
}

function vectorOf(parameters: Uint8Array | null): Uint8Array | null {
  if (parameters?.[0] !== TAG.octetString) return null
  const iv = DerReader.of(parameters, structure, 64).only((reader) => reader.octets())
  return iv.length === 16 ? iv : null
}

const CONSTRUCTED = 0x20

/** The string that begins here, which may be in pieces. */
function stringAt(reader: HeadReader, tag: number): StringStart {
  const pieces = reader.peek() === (tag | CONSTRUCTED)
  const { start, length } = reader.open(pieces ? tag | CONSTRUCTED : tag)
  if (length === null && !pieces) throw reader.error('bad-length')
  return { offset: start, length, pieces }
}

const marksOf = (...elements: readonly Element[]): number =>
  elements.filter(({ length }) => length === null).length

const endOf = ({ start, length }: Element): number | null => (length === null ? null : start + length)

/** Opens a message that is signed only; null if it is another. */
function openSigned(head: Uint8Array) {
  const reader = new HeadReader(head.subarray(0, ENVELOPE_HEAD))
  const outer = reader.open(TAG.sequence)
  const oid = reader.whole(TAG.oid).oid()
  return oid === OID.signedData || oid === OID.gmSignedData ? { reader, outer, type: oid } : null
}

/** Whether these are the first bytes of a message that is signed only. */
export function isSignedHead(head: Uint8Array): boolean {
  try {
    return openSigned(head) !== null
  } catch (error) {
    if (error instanceof PkiError) return false
    throw error
  }
}

/** Reads where the content of a signed file lies from its beginning alone. */
export function readSignedHead(head: Uint8Array): SignedHead {
  const opened = openSigned(head)
  if (opened === null) throw new PkiError(structure, 'bad-oid')
  const { reader, outer, type } = opened
  const [tagged, body] = [reader.open(context(0)), reader.open(TAG.sequence)]
  const version = reader.whole(TAG.integer).small()
  if (version > 4) throw reader.error('unsupported-version')
  const digestAlgorithms = reader
    .whole(TAG.set)
    .set()
    .all((algorithm) => algorithm.raw(), 32)
  const info = reader.open(TAG.sequence)
  const contentType = reader.whole(TAG.oid).oid()
  const atEnd = marksOf(outer, tagged, body)
  const whole = endOf(outer)
  // Behind the content information of a detached message the certificates have the same tag.
  const end = endOf(info)
  const isHere = (end === null || reader.offset < end) && reader.peek() === context(0)
  const inside = isHere ? [info, reader.open(context(0))] : [info]
  const content = isHere ? stringAt(reader, TAG.octetString) : null
  const marks = { behindContent: marksOf(...inside), atEnd }
  const about = { type, version, digestAlgorithms, contentType }
  return { ...about, content, offset: reader.offset, marks, whole }
}

/**
 * Reads who may open a sealed file (GM/T 0010, PKCS#7 or CMS in BER or DER) from its beginning alone. Refuses what is
 * no sealed file with `unexpected-tag` or `bad-oid`.
 */
export function readEnvelopeHead(head: Uint8Array): EnvelopeHead {
  const reader = new HeadReader(head.subarray(0, ENVELOPE_HEAD))
  const outer = reader.open(TAG.sequence)
  const type = reader.whole(TAG.oid).oid()
  const kind = kinds[type]
  if (kind === undefined) throw reader.error('bad-oid')
  const [tagged, body] = [reader.open(context(0)), reader.open(TAG.sequence)]
  if (reader.whole(TAG.integer).small() > 4) throw reader.error('unsupported-version')
  if (reader.peek() === context(0)) reader.whole(context(0)) // who sent it (RFC 5652 6.1)
  const recipients = reader.whole(TAG.set).set().all(wrappedKey, 1000)
  if (kind === 'signed-and-enveloped') reader.whole(TAG.set)
  const info = reader.open(TAG.sequence)
  const contentType = reader.whole(TAG.oid).oid()
  const { oid, parameters } = readAlgorithm(reader.whole(TAG.sequence))
  const sealed = stringAt(reader, context(0, false))
  const { offset, length, pieces } = sealed
  return {
    kind,
    recipients,
    contentType,
    hasTag: type === OID.authEnvelopedData,
    algorithm: oid,
    iv: vectorOf(parameters ?? null),
    ciphertext: length === null || pieces ? null : { offset, length },
    sealed,
    marks: { behindContent: marksOf(info), atEnd: marksOf(outer, tagged, body) },
    whole: endOf(outer),
  }
}
