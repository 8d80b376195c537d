import forge from 'node-forge'
import { concat } from '../bytes.ts'
import { DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm4CbcDecrypt } from '../sm4/index.ts'
import { type AlgorithmIdentifier, readAlgorithm } from '../x509/algorithm.ts'
import { camelliaCbcDecrypt } from './camellia.ts'
import { DIGESTS } from './digests.ts'
import { pbkdf1Key, pbkdf2Key, pkcs12Kdf, type Secret, STRUCTURE } from './key-derivation.ts'
import { rc4 } from './rc4.ts'

type Decipher = (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array

/** A wrong password gives wrong padding, or bytes that are no structure. */
const wrongPassword = () => new PkiError(STRUCTURE, 'wrong-password')

function binary(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

const CHUNK = 32_768
/** At least one block: the last one carries the padding, which the cipher takes off at its end. */
const KEPT = 16

type Stream = Pick<forge.cipher.BlockCipher, 'update' | 'finish' | 'output'>

/** node-forge takes a hundred times the room of the data, so it gets the data in chunks. */
function finished(cipher: Stream, data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; at < data.length; at += CHUNK) {
    cipher.update(forge.util.createBuffer(binary(data.subarray(at, at + CHUNK))))
    parts.push(bytesOf(cipher.output.getBytes(Math.max(0, cipher.output.length() - KEPT))))
    cipher.output.compact()
  }
  if (data.length === 0 || !cipher.finish()) throw wrongPassword()
  return concat(...parts, bytesOf(cipher.output.getBytes()))
}

const forged =
  (name: forge.cipher.Algorithm): Decipher =>
  (key, iv, data) => {
    const cipher = forge.cipher.createDecipher(name, forge.util.createBuffer(binary(key)))
    cipher.start({ iv: binary(iv) })
    return finished(cipher, data)
  }

const rc2: Decipher = (key, iv, data) => {
  const cipher = forge.rc2.createDecryptionCipher(binary(key), key.length * 8)
  cipher.start(binary(iv))
  return finished(cipher, data)
}

const sm4: Decipher = (key, iv, data) => {
  try {
    return sm4CbcDecrypt(key, iv, data)
  } catch (error) {
    throw error instanceof PkiError ? wrongPassword() : error
  }
}

const camellia: Decipher = (key, iv, data) => {
  const plain = data.length % 16 === 0 ? camelliaCbcDecrypt(key, iv, data) : new Uint8Array()
  const padding = plain[plain.length - 1] ?? 0
  const padded = padding >= 1 && padding <= 16 && plain.subarray(-padding).every((byte) => byte === padding)
  if (!padded) throw wrongPassword()
  return plain.subarray(0, -padding)
}

const stream: Decipher = (key, _, data) => rc4(key, data)

type Scheme = { readonly keyLength: number; readonly ivLength: number; readonly decipher: Decipher }
const AES = '2.16.840.1.101.3.4.1'
const CAMELLIA = '1.2.392.200011.61.1.1.1'
const aes = (keyLength: number): Scheme => ({ keyLength, ivLength: 16, decipher: forged('AES-CBC') })

/** The ciphers of PBES2. */
const MODERN: Readonly<Record<string, Scheme>> = {
  [`${AES}.2`]: aes(16),
  [`${AES}.22`]: aes(24),
  [`${AES}.42`]: aes(32),
  '1.2.840.113549.3.7': { keyLength: 24, ivLength: 8, decipher: forged('3DES-CBC') },
  '1.2.840.113549.3.2': { keyLength: 16, ivLength: 8, decipher: rc2 },
  '1.3.14.3.2.7': { keyLength: 8, ivLength: 8, decipher: forged('DES-CBC') },
  [OID.sm4Cbc]: { keyLength: 16, ivLength: 16, decipher: sm4 },
  [`${CAMELLIA}.2`]: { keyLength: 16, ivLength: 16, decipher: camellia },
  [`${CAMELLIA}.3`]: { keyLength: 24, ivLength: 16, decipher: camellia },
  [`${CAMELLIA}.4`]: { keyLength: 32, ivLength: 16, decipher: camellia },
}

/** The password-based ciphers of PKCS#12 itself (RFC 7292 appendix C), all with SHA-1. */
const OLD: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.12.1.1': { keyLength: 16, ivLength: 0, decipher: stream },
  '1.2.840.113549.1.12.1.2': { keyLength: 5, ivLength: 0, decipher: stream },
  '1.2.840.113549.1.12.1.3': { keyLength: 24, ivLength: 8, decipher: forged('3DES-CBC') },
  '1.2.840.113549.1.12.1.4': {
    keyLength: 16,
    ivLength: 8,
    decipher: (key, iv, data) => forged('3DES-CBC')(concat(key, key.subarray(0, 8)), iv, data),
  },
  '1.2.840.113549.1.12.1.5': { keyLength: 16, ivLength: 8, decipher: rc2 },
  '1.2.840.113549.1.12.1.6': { keyLength: 5, ivLength: 8, decipher: rc2 },
}
const PBES2 = '1.2.840.113549.1.5.13'

type Oldest = { readonly hash: 'md5' | 'sha1'; readonly decipher: Decipher }

/** The ciphers of PKCS#5 1.5 (RFC 8018 appendix A.3), which OpenSSL and Java still write when they are told to. */
const OLDEST: Readonly<Record<string, Oldest>> = {
  '1.2.840.113549.1.5.3': { hash: 'md5', decipher: forged('DES-CBC') },
  '1.2.840.113549.1.5.6': { hash: 'md5', decipher: rc2 },
  '1.2.840.113549.1.5.10': { hash: 'sha1', decipher: forged('DES-CBC') },
  '1.2.840.113549.1.5.11': { hash: 'sha1', decipher: rc2 },
}

/** Decrypts what is under the password. Wrong padding or a broken result tells that the password is wrong. */
export function decrypted(secret: Secret, algorithm: AlgorithmIdentifier, data: Uint8Array): Uint8Array {
  const body = DerReader.of(algorithm.parameters ?? new Uint8Array(), STRUCTURE).only((r) => r.sequence())
  const oldest = OLDEST[algorithm.oid]
  const plain =
    algorithm.oid === PBES2
      ? modern(secret, body, data)
      : oldest
        ? underOldest(secret, oldest, body, data)
        : old(secret, OLD[algorithm.oid], body, data)
  if (plain[0] !== 0x30) throw wrongPassword()
  return plain
}

function modern(secret: Secret, body: DerReader, data: Uint8Array): Uint8Array {
  const start = body.offset
  body.raw() // the cipher follows and decides the key's length
  const { oid, parameters } = readAlgorithm(body)
  body.finish()
  const scheme = MODERN[oid]
  if (scheme === undefined || parameters === null) throw body.error('unsupported-algorithm')
  const iv = DerReader.of(parameters, STRUCTURE).only(readVector)
  if (iv.length !== scheme.ivLength) throw body.error('bad-length')
  body.offset = start
  return scheme.decipher(pbkdf2Key(secret, body, scheme.keyLength), iv, data)
}

/** Parameters of RC2 (RFC 8018 B.2.3) have the vector behind a number that means 128 bits. */
function readVector(reader: DerReader): Uint8Array {
  if (reader.peek() !== TAG.sequence) return reader.octets()
  const body = reader.sequence()
  if (body.small() !== 58) throw body.error('unsupported-algorithm')
  return body.only((r) => r.octets())
}

/** Salt and rounds of a derivation that is older than PBES2. */
function readSalt(body: DerReader) {
  const salt = body.octets()
  const rounds = body.small()
  body.finish()
  return { salt, rounds }
}

function underOldest(secret: Secret, { hash, decipher }: Oldest, body: DerReader, data: Uint8Array) {
  const { salt, rounds } = readSalt(body)
  const material = pbkdf1Key(secret, DIGESTS[hash], salt, rounds)
  return decipher(material.subarray(0, 8), material.subarray(8, 16), data)
}

function old(secret: Secret, scheme: Scheme | undefined, body: DerReader, data: Uint8Array): Uint8Array {
  if (scheme === undefined) throw body.error('unsupported-algorithm')
  const { salt, rounds } = readSalt(body)
  const part = (id: 1 | 2, length: number) => pkcs12Kdf(secret, DIGESTS.sha1, salt, rounds, id, length)
  return scheme.decipher(part(1, scheme.keyLength), part(2, scheme.ivLength), data)
}
