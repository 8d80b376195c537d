import { concat, leftPad } from '../bytes.ts'
import { DerReader, der, TAG } from '../der/index.ts'
import { PkiError } from '../pki-error.ts'

/** The parts of an SM2 ciphertext: C1 as X‖Y, C3 the check digest, C2 the masked message. */
export type Sm2CipherParts = {
  readonly x: Uint8Array
  readonly y: Uint8Array
  readonly c3: Uint8Array
  readonly c2: Uint8Array
}

/** asn1 is SM2Cipher of GM/T 0009; the others are CFCA's type codes 2, 4, 8 and 16. */
export type Sm2CipherForm = 'asn1' | '04-c1c3c2' | 'c1c3c2' | '04-c1c2c3' | 'c1c2c3'

const MAX_CIPHERTEXT = 64 * 1024 * 1024

/** Bytes of a ciphertext in the wanted form. */
export function encodeCipher(parts: Sm2CipherParts, form: Sm2CipherForm): Uint8Array {
  const { x, y, c2, c3 } = parts
  if (form === 'asn1') return der.sequence(der.integer(x), der.integer(y), der.octets(c3), der.octets(c2))
  const head = form.startsWith('04-') ? Uint8Array.of(4) : new Uint8Array()
  return form.endsWith('c1c3c2') ? concat(head, x, y, c3, c2) : concat(head, x, y, c2, c3)
}

/** Reads SM2Cipher of GM/T 0009. */
export function readAsn1Cipher(reader: DerReader): Sm2CipherParts {
  const body = reader.sequence()
  const x = readCoordinate(body)
  const y = readCoordinate(body)
  const c3 = body.octets()
  const c2 = body.octets()
  body.finish()
  if (c3.length !== 32 || c2.length === 0) throw body.error('bad-length')
  return { x, y, c3, c2 }
}

// Real key-delivery structures write coordinates as 32 bytes whatever their first bit, so some look negative. Exactly
// 32 bytes are therefore read as unsigned; everything else must be strict DER.
function readCoordinate(body: DerReader): Uint8Array {
  const start = body.offset
  const bare = body.content(TAG.integer)
  if (bare.length === 32) return bare
  body.offset = start
  const padded = leftPad(body.unsigned(), 32)
  if (padded === null) throw body.error('bad-integer', start)
  return padded
}

/** All possible readings of a ciphertext, the likeliest first. Only C3 tells which one is right. */
export function cipherReadings(ciphertext: Uint8Array, form?: Sm2CipherForm): readonly Sm2CipherParts[] {
  if (ciphertext.length > MAX_CIPHERTEXT) throw new PkiError('SM2 ciphertext', 'too-large')
  if (form === 'asn1') return [asn1Reading(ciphertext)]
  if (form !== undefined) return [rawReading(ciphertext, form)]
  return guesses(ciphertext).flatMap((guess) => {
    try {
      return [guess === 'asn1' ? asn1Reading(ciphertext) : rawReading(ciphertext, guess)]
    } catch (error) {
      if (error instanceof PkiError) return []
      throw error
    }
  })
}

/** The same as SM2Cipher in DER, which tokens take. */
export function cipherReadingsInDer(ciphertext: Uint8Array): readonly Uint8Array[] {
  return cipherReadings(ciphertext).map((parts) => encodeCipher(parts, 'asn1'))
}

function guesses(ciphertext: Uint8Array): readonly Sm2CipherForm[] {
  if (ciphertext[0] === 0x30) return ['asn1', 'c1c3c2', 'c1c2c3']
  if (ciphertext[0] === 0x04) return ['04-c1c3c2', '04-c1c2c3', 'c1c3c2', 'c1c2c3']
  return ['c1c3c2', 'c1c2c3']
}

function asn1Reading(ciphertext: Uint8Array): Sm2CipherParts {
  return DerReader.of(ciphertext, 'SM2 ciphertext', MAX_CIPHERTEXT).only(readAsn1Cipher)
}

function rawReading(ciphertext: Uint8Array, form: Exclude<Sm2CipherForm, 'asn1'>): Sm2CipherParts {
  const marked = form.startsWith('04-')
  if (marked && ciphertext[0] !== 4) throw new PkiError('SM2 ciphertext', 'bad-value', 0)
  const body = marked ? ciphertext.subarray(1) : ciphertext
  if (body.length < 97) throw new PkiError('SM2 ciphertext', 'truncated', ciphertext.length)
  const rest = body.subarray(64)
  const hashFirst = form.endsWith('c1c3c2')
  return {
    x: body.subarray(0, 32),
    y: body.subarray(32, 64),
    c3: hashFirst ? rest.subarray(0, 32) : rest.subarray(rest.length - 32),
    c2: hashFirst ? rest.subarray(32) : rest.subarray(0, rest.length - 32),
  }
}
