import { concat, utf8 } from '../bytes.ts'
import { DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { readAlgorithm } from '../x509/algorithm.ts'
import { DIGESTS, type Digest, type DigestName } from './digests.ts'

/** The hash functions that every platform's own PBKDF2 knows. */
const COMMON = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const
export type HashName = (typeof COMMON)[number]

/** PBKDF2 (RFC 8018) with HMAC. A caller that has a faster one may hand it in. */
export type Pbkdf2 = (step: {
  readonly hash: HashName
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly rounds: number
  readonly length: number
}) => Uint8Array

/** PBKDF2 in JavaScript, for callers that have no other. */
export const plainPbkdf2: Pbkdf2 = ({ hash, password, salt, rounds, length }) =>
  DIGESTS[hash].pbkdf2(password, salt, rounds, length)

export const STRUCTURE = 'PKCS#12'
/** Hash rounds that one file may ask for in total. Files of NSS and GnuTLS ask for 600,000 for each key. */
const MAX_ROUNDS = 5_000_000

/** A password in its two forms, and how many hash rounds may still be spent on it. */
export type Secret = {
  readonly text: string
  readonly wide: Uint8Array
  readonly pbkdf2: Pbkdf2
  roundsLeft: number
}

/** The forms of a password that PKCS#12 files use. Some take an empty password as no bytes at all. */
export function secretsOf(text: string, pbkdf2 = plainPbkdf2): readonly Secret[] {
  const units = Array.from(`${text}\0`, (c) =>
    Array.from({ length: c.length }, (_, i) => c.charCodeAt(i)),
  ).flat()
  const wide = Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 255]))
  const forms = text === '' ? [wide, new Uint8Array()] : [wide]
  return forms.map((form) => ({ text, wide: form, pbkdf2, roundsLeft: MAX_ROUNDS }))
}

function spend(secret: Secret, rounds: number): void {
  if (rounds < 1) throw new PkiError(STRUCTURE, 'bad-value')
  secret.roundsLeft -= rounds
  if (secret.roundsLeft < 0) throw new PkiError(STRUCTURE, 'too-costly')
}

function repeated(bytes: Uint8Array, blocks: number): Uint8Array {
  return Uint8Array.from({ length: bytes.length === 0 ? 0 : blocks }, (_, i) => bytes[i % bytes.length] ?? 0)
}

/** Key material of RFC 7292 appendix B.2; `id` is 1 for keys, 2 for vectors, 3 for authentication codes. */
export function pkcs12Kdf(
  secret: Secret,
  hash: Digest,
  salt: Uint8Array,
  rounds: number,
  id: 1 | 2 | 3,
  length: number,
): Uint8Array {
  const { blockLength: blockLen, length: outputLen } = hash
  const needed = Math.ceil(length / outputLen)
  if (needed === 0) return new Uint8Array()
  spend(secret, rounds * needed)
  const fill = (bytes: Uint8Array) => repeated(bytes, blockLen * Math.ceil(bytes.length / blockLen))
  const input = concat(fill(salt), fill(secret.wide))
  const out = new Uint8Array(needed * outputLen)
  for (let at = 0; at < out.length; at += outputLen) {
    const a = hash.repeated(concat(new Uint8Array(blockLen).fill(id), input), rounds)
    out.set(a, at)
    addToBlocks(input, repeated(a, blockLen))
  }
  return out.subarray(0, length)
}

// Step 6 C: every block of the input grows by B + 1, modulo two to the power of its bits.
function addToBlocks(input: Uint8Array, b: Uint8Array): void {
  for (let block = 0; block < input.length; block += b.length) {
    let carry = 1
    for (let i = b.length - 1; i >= 0; i--) {
      carry += (input[block + i] ?? 0) + (b[i] ?? 0)
      input[block + i] = carry & 255
      carry >>= 8
    }
  }
}

const HMAC = '1.2.840.113549.2'
const HMAC_HASHES: Readonly<Record<string, DigestName>> = {
  [`${HMAC}.7`]: 'sha1',
  [`${HMAC}.8`]: 'sha224',
  [`${HMAC}.9`]: 'sha256',
  [`${HMAC}.10`]: 'sha384',
  [`${HMAC}.11`]: 'sha512',
  [`${HMAC}.12`]: 'sha512-224',
  [`${HMAC}.13`]: 'sha512-256',
  [OID.hmacSm3]: 'sm3',
}
const MAC_HASHES: Readonly<Record<string, DigestName>> = {
  [OID.sha1]: 'sha1',
  [OID.sha224]: 'sha224',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
  [OID.sha512t224]: 'sha512-224',
  [OID.sha512t256]: 'sha512-256',
  [OID.sm3]: 'sm3',
}
const PBKDF2 = '1.2.840.113549.1.5.12'
const PBMAC1 = '1.2.840.113549.1.5.14'

function supported<T>(found: T | undefined): T {
  if (found === undefined) throw new PkiError(STRUCTURE, 'unsupported-algorithm')
  return found
}

/** Key material of PBKDF1 (RFC 8018 5.1). The password goes in as UTF-8. */
export function pbkdf1Key(secret: Secret, hash: Digest, salt: Uint8Array, rounds: number): Uint8Array {
  spend(secret, rounds)
  return hash.repeated(concat(utf8(secret.text), salt), rounds)
}

/** Derives a key with the PBKDF2 whose AlgorithmIdentifier comes next (RFC 8018 A.2). The password goes in as UTF-8. */
export function pbkdf2Key(secret: Secret, reader: DerReader, length: number | null): Uint8Array {
  const { oid, parameters } = readAlgorithm(reader)
  if (oid !== PBKDF2 || parameters === null) throw reader.error('unsupported-algorithm')
  const body = DerReader.of(parameters, STRUCTURE).only((r) => r.sequence())
  const salt = body.octets()
  const rounds = body.small()
  const stated = body.peek() === TAG.integer ? body.small() : null
  const hash = supported(HMAC_HASHES[body.done ? `${HMAC}.7` : readAlgorithm(body).oid])
  body.finish()
  const wanted = length ?? stated ?? 0
  if (wanted < 1 || wanted > 64 || (stated !== null && stated !== wanted)) throw body.error('bad-value')
  spend(secret, rounds * Math.ceil(wanted / DIGESTS[hash].length))
  const password = utf8(secret.text)
  const common = COMMON.find((one) => one === hash)
  if (common === undefined) return DIGESTS[hash].pbkdf2(password, salt, rounds, wanted)
  return secret.pbkdf2({ hash: common, password, salt, rounds, length: wanted })
}

/** Reads MacData (or its successor PBMAC1, RFC 9579) and computes the code that the content should have. */
export function authenticationOf(macData: DerReader) {
  const info = macData.sequence()
  const { oid, parameters } = readAlgorithm(info)
  const expected = info.octets()
  info.finish()
  const salt = macData.octets()
  const rounds = macData.done ? 1 : macData.small()
  macData.finish()
  const codeOf = (secret: Secret, content: Uint8Array) => {
    if (oid === PBMAC1) return pbmac1(secret, parameters, content)
    const hash = DIGESTS[supported(MAC_HASHES[oid])]
    return hash.hmac(pkcs12Kdf(secret, hash, salt, rounds, 3, hash.length), content)
  }
  return { expected, codeOf }
}

function pbmac1(secret: Secret, parameters: Uint8Array | null, content: Uint8Array): Uint8Array {
  const body = DerReader.of(parameters ?? new Uint8Array(), STRUCTURE).only((r) => r.sequence())
  const key = pbkdf2Key(secret, body, null)
  const hash = supported(HMAC_HASHES[readAlgorithm(body).oid])
  body.finish()
  return DIGESTS[hash].hmac(key, content)
}
