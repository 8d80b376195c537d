import { scrypt } from '@noble/hashes/scrypt.js'
import { randomBytes, utf8 } from '../bytes.ts'
import { DerReader, der } from '../der/index.ts'
import { PkiError } from '../pki-error.ts'
import { encodeSm2PrivateKey, parseSm2PrivateKey } from '../private-key.ts'
import { type Sm2KeyPair, wipe } from '../sm2/keys.ts'
import { sm4GcmOpen, sm4GcmSeal } from '../sm4/index.ts'
import { parseCertificate } from '../x509/parse.ts'

/** One key pair with the certificates over it, as it goes into a backup file. */
export type BackupEntry = {
  readonly label: string
  readonly keyPair: Sm2KeyPair
  /** DER, the pair's own certificate first. */
  readonly certificates: readonly Uint8Array[]
}

const STRUCTURE = 'key backup'
const MAGIC = 'SM2 key backup'
const LIMIT = 1024 * 1024
const COST = { n: 2 ** 15, r: 8, p: 1 } as const
// A file may ask for more work than our own files do, but for no more than 128 MB.
const MOST = { n: 2 ** 17, r: 8, p: 4 } as const

/**
 * Makes a backup file of SM2 key pairs under a password: scrypt derives the key, SM4-GCM covers the entries and the
 * header. The format is our own, because no PKCS#12 profile for SM2 is agreed on.
 */
export function sealBackup(entries: readonly BackupEntry[], password: string): Uint8Array {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const header = der.sequence(
    der.utf8(MAGIC),
    der.integer(1),
    der.sequence(der.octets(salt), der.integer(COST.n), der.integer(COST.r), der.integer(COST.p)),
    der.octets(nonce),
  )
  const plain = der.sequence(...entries.map(encodeEntry))
  const key = keyOf(password, salt, COST)
  const { ciphertext, tag } = sm4GcmSeal(key, nonce, plain, header)
  wipe(key)
  wipe(plain)
  return der.sequence(header, der.octets(ciphertext), der.octets(tag))
}

function encodeEntry(entry: BackupEntry): Uint8Array {
  const certificates = der.sequence(...entry.certificates.map((certificate) => der.octets(certificate)))
  return der.sequence(der.utf8(entry.label), der.octets(encodeSm2PrivateKey(entry.keyPair)), certificates)
}

function keyOf(password: string, salt: Uint8Array, cost: { n: number; r: number; p: number }): Uint8Array {
  return scrypt(utf8(password.normalize('NFKC')), salt, { N: cost.n, r: cost.r, p: cost.p, dkLen: 16 })
}

/** Opens a backup file. A wrong password and a damaged file look the same, so both are refused with the same error. */
export function openBackup(file: Uint8Array, password: string): readonly BackupEntry[] {
  const body = DerReader.of(new Uint8Array(file), STRUCTURE, LIMIT).only((r) => r.sequence())
  const start = body.offset
  const { salt, cost, nonce } = readHeader(body.sequence())
  const header = body.bytes.subarray(start, body.offset)
  const sealed = { ciphertext: body.octets(), tag: body.octets() }
  body.finish()
  const key = keyOf(password, salt, cost)
  const plain = open(key, nonce, sealed, header)
  const entries = DerReader.of(plain, STRUCTURE, LIMIT).only((r) => r.sequence().all(readEntry))
  wipe(plain)
  return entries
}

function open(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Parameters<typeof sm4GcmOpen>[2],
  header: Uint8Array,
) {
  try {
    return sm4GcmOpen(key, nonce, sealed, header)
  } catch (error) {
    if (error instanceof PkiError && error.reason === 'bad-ciphertext')
      throw new PkiError(STRUCTURE, 'wrong-password')
    throw error
  } finally {
    wipe(key)
  }
}

function readHeader(header: DerReader) {
  if (header.text() !== MAGIC) throw header.error('bad-value')
  if (header.small() !== 1) throw header.error('unsupported-version')
  const kdf = header.sequence()
  const salt = kdf.octets()
  const cost = { n: kdf.small(), r: kdf.small(), p: kdf.small() }
  kdf.finish()
  const nonce = header.octets()
  header.finish()
  const power = cost.n > 1 && (cost.n & (cost.n - 1)) === 0
  const bounded = cost.n <= MOST.n && cost.r >= 1 && cost.r <= MOST.r && cost.p >= 1 && cost.p <= MOST.p
  if (!power || !bounded || salt.length < 8) throw header.error('bad-value')
  return { salt, cost, nonce }
}

function readEntry(reader: DerReader): BackupEntry {
  const body = reader.sequence()
  const label = body.text()
  const { privateKey, publicKey } = parseSm2PrivateKey(body.octets())
  const certificates = body.sequence().all((list) => parseCertificate(list.octets()).raw)
  body.finish()
  return { label, keyPair: { privateKey: Uint8Array.from(privateKey), publicKey }, certificates }
}
