import { context, DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError, type PkiReason } from '../pki-error.ts'
import { readAlgorithm } from '../x509/algorithm.ts'
import { type Recipient, readRecipient } from './recipient.ts'

/** What the beginning of a sealed file tells, however long the file is. */
export type EnvelopeHead = {
  readonly kind: 'enveloped' | 'signed-and-enveloped'
  /** null is a recipient of another kind than one with a wrapped key (key agreement, password). */
  readonly recipients: readonly (Recipient | null)[]
  readonly algorithm: string
  readonly iv: Uint8Array | null
  /** Where the ciphertext lies; null if the file gives it in pieces. */
  readonly ciphertext: { readonly offset: number; readonly length: number } | null
  /** How long the structure must be; null if it does not tell. */
  readonly whole: number | null
}

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

function ciphertextAt(reader: HeadReader): EnvelopeHead['ciphertext'] {
  if (reader.peek() !== context(0, false)) {
    reader.open(context(0))
    return null
  }
  const { start, length } = reader.open(context(0, false))
  return length === null ? null : { offset: start, length }
}

/** Whether these are the first bytes of a message that is signed only. */
export function isSignedHead(head: Uint8Array): boolean {
  try {
    const reader = new HeadReader(head.subarray(0, ENVELOPE_HEAD))
    reader.open(TAG.sequence)
    const oid = reader.whole(TAG.oid).oid()
    return oid === OID.signedData || oid === OID.gmSignedData
  } catch (error) {
    if (error instanceof PkiError) return false
    throw error
  }
}

/**
 * Reads who may open a sealed file (GM/T 0010, PKCS#7 or CMS in BER or DER) from its beginning alone. Refuses what is
 * no sealed file with `unexpected-tag` or `bad-oid`.
 */
export function readEnvelopeHead(head: Uint8Array): EnvelopeHead {
  const reader = new HeadReader(head.subarray(0, ENVELOPE_HEAD))
  const outer = reader.open(TAG.sequence)
  const kind = kinds[reader.whole(TAG.oid).oid()]
  if (kind === undefined) throw reader.error('bad-oid')
  reader.open(context(0))
  reader.open(TAG.sequence)
  if (reader.whole(TAG.integer).small() > 4) throw reader.error('unsupported-version')
  if (reader.peek() === context(0)) reader.whole(context(0)) // who sent it (RFC 5652 6.1)
  const recipients = reader.whole(TAG.set).set().all(wrappedKey, 1000)
  if (kind === 'signed-and-enveloped') reader.whole(TAG.set)
  reader.open(TAG.sequence)
  reader.whole(TAG.oid)
  const { oid, parameters } = readAlgorithm(reader.whole(TAG.sequence))
  return {
    kind,
    recipients,
    algorithm: oid,
    iv: vectorOf(parameters ?? null),
    ciphertext: ciphertextAt(reader),
    whole: outer.length === null ? null : outer.start + outer.length,
  }
}
