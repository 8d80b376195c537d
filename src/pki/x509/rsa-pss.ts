import { concat, equalBytes, toBigInt } from '../bytes.ts'
import { context, DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { readAlgorithm } from './algorithm.ts'
import { HASHES, type Hash } from './hashes.ts'
import { type RsaNumbers, rsaPublic } from './rsa.ts'

/** RSASSA-PSS-params (RFC 4055 3.1) with the numbers of the hash functions. */
export type PssParameters = {
  readonly hash: string
  readonly maskHash: string
  readonly saltLength: number
}

/** Reads the parameters of a signature; null if they ask for something that is not supported. */
export function readPssParameters(parameters: Uint8Array | null): PssParameters | null {
  try {
    return parameters === null ? null : DerReader.of(parameters, 'RSASSA-PSS', 1024).only(readAll)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

function readAll(reader: DerReader): PssParameters | null {
  const body = reader.sequence()
  const hash = body.optional(context(0))?.only(readAlgorithm).oid ?? OID.sha1
  const mask = body.optional(context(1))?.only(readAlgorithm) ?? null
  const saltLength = body.optional(context(2))?.only((r) => r.small()) ?? 20
  const trailer = body.optional(context(3))?.only((r) => r.small()) ?? 1
  body.finish()
  const maskHash = mask === null ? OID.sha1 : maskHashOf(mask.oid, mask.parameters)
  const known = hash in HASHES && maskHash in HASHES
  return known && trailer === 1 ? { hash, maskHash, saltLength } : null
}

function maskHashOf(oid: string, parameters: Uint8Array | null): string {
  if (oid !== OID.mgf1 || parameters === null) return ''
  return DerReader.of(parameters, 'MGF1', 256).only(readAlgorithm).oid
}

function masked(hash: Hash, seed: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = []
  for (let counter = 0, made = 0; made < length; counter++) {
    const part = hash(concat(seed, Uint8Array.of(counter >> 24, counter >> 16, counter >> 8, counter)))
    parts.push(part)
    made += part.length
  }
  return concat(...parts).subarray(0, length)
}

/** Verifies RSASSA-PSS (RFC 8017 8.1.2 and 9.1.2). */
export function verifyRsaPss(
  key: RsaNumbers,
  { hash, maskHash, saltLength }: PssParameters,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const [digestOf, maskOf] = [HASHES[hash], HASHES[maskHash]]
  const bits = toBigInt(key.modulus).toString(2).length - 1
  const block = rsaPublic(key, signature, Math.ceil(bits / 8))
  if (block === null || digestOf === undefined || maskOf === undefined) return false
  const digest = digestOf(message)
  const dataLength = block.length - digest.length - 1
  const zeros = dataLength - saltLength - 1
  if (zeros < 0 || block[block.length - 1] !== 0xbc) return false
  const expected = block.subarray(dataLength, -1)
  const top = 0xff >> (8 * block.length - bits)
  if (((block[0] ?? 0) & ~top) !== 0) return false
  const mask = masked(maskOf, expected, dataLength)
  const data = block.subarray(0, dataLength).map((byte, i) => byte ^ (mask[i] ?? 0))
  data[0] = (data[0] ?? 0) & top
  if (data.subarray(0, zeros).some((byte) => byte !== 0) || data[zeros] !== 1) return false
  return equalBytes(digestOf(concat(new Uint8Array(8), digest, data.subarray(zeros + 1))), expected)
}
