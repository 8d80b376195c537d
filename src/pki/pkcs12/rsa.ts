import { equalBytes } from '../bytes.ts'
import { derOfBer } from '../der/ber.ts'
import { context, DerReader, der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { encodeAlgorithm, readAlgorithm } from '../x509/algorithm.ts'
import { decrypted } from './decryption.ts'
import { authenticationOf, plainPbkdf2, type Secret, STRUCTURE, secretsOf } from './key-derivation.ts'

export type { Pbkdf2 } from './key-derivation.ts'

/** What an old .pfx or .p12 file holds, as DER. */
export type Pkcs12Content = {
  readonly certificates: readonly Uint8Array[]
  /** PKCS#8 of the private RSA keys. Secret: overwrite after use. */
  readonly privateKeys: readonly Uint8Array[]
}

const LIMIT = 4 * 1024 * 1024
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'
const BAG = '1.2.840.113549.1.12.10.1'

/**
 * Opens a password-protected PKCS#12 file with RSA keys. It stands apart because only this needs node-forge. The file
 * decides how long that takes: up to a quarter of a minute.
 */
export function openPkcs12(file: Uint8Array, password: string, pbkdf2 = plainPbkdf2): Pkcs12Content {
  if (file.length > LIMIT) throw new PkiError(STRUCTURE, 'too-large')
  const body = reading(file).only((r) => r.sequence())
  if (body.small() !== 3) throw body.error('unsupported-version')
  const content = readData(body.sequence())
  const macData = body.done ? null : body.sequence()
  body.finish()
  const authentication = macData && authenticationOf(macData)
  const attempts = secretsOf(password, pbkdf2)
  for (const secret of attempts) {
    if (authentication && !equalBytes(authentication.codeOf(secret, content), authentication.expected))
      continue
    const opened = triedWith(secret, content)
    if (opened !== null) return opened
    // The code proves the password: so the file was encrypted in another way than it says, as NSS does with DES.
    if (authentication !== null) throw new PkiError(STRUCTURE, 'unsupported-algorithm')
  }
  throw new PkiError(STRUCTURE, 'wrong-password')
}

function triedWith(secret: Secret, content: Uint8Array): Pkcs12Content | null {
  try {
    return contentOf(secret, content)
  } catch (error) {
    if (error instanceof PkiError && error.reason === 'wrong-password') return null
    throw error
  }
}

function reading(bytes: Uint8Array): DerReader {
  return DerReader.of(derOfBer(bytes, STRUCTURE), STRUCTURE, LIMIT)
}

function readData(body: DerReader): Uint8Array {
  if (body.oid() !== OID.data) throw body.error('unsupported-algorithm')
  const content = body.enter(context(0)).only((r) => r.octets())
  body.finish()
  return content
}

type Found = { readonly certificate: Uint8Array } | { readonly privateKey: Uint8Array }

function contentOf(secret: Secret, safe: Uint8Array): Pkcs12Content {
  const contents = reading(safe).only((r) => r.sequence().all((list) => readSafe(secret, list.sequence())))
  const found = contents.flatMap((bytes) => readBags(secret, reading(bytes), 0))
  return {
    certificates: found.flatMap((one) => ('certificate' in one ? [one.certificate] : [])),
    privateKeys: found.flatMap((one) => ('privateKey' in one ? [one.privateKey] : [])),
  }
}

/** SafeContents of one part of the file, decrypted if necessary. */
function readSafe(secret: Secret, body: DerReader): Uint8Array {
  const start = body.offset
  if (body.oid() !== ENCRYPTED_DATA) {
    body.offset = start
    return readData(body)
  }
  const inner = body.enter(context(0)).only((r) => r.sequence())
  body.finish()
  inner.small()
  const encrypted = inner.sequence()
  inner.finish()
  encrypted.oid()
  const algorithm = readAlgorithm(encrypted)
  const ciphertext = encrypted.implicitOctets(0)
  encrypted.finish()
  return decrypted(secret, algorithm, ciphertext)
}

function readBags(secret: Secret, reader: DerReader, depth: number): readonly Found[] {
  if (depth > 8) throw reader.error('too-deep')
  const bags = reader.only((r) => r.sequence())
  return bags.all((list) => readBag(secret, list.sequence(), depth)).flat()
}

function readBag(secret: Secret, body: DerReader, depth: number): readonly Found[] {
  const type = body.oid()
  const value = body.enter(context(0))
  if (!body.done) body.set() // friendly name and key identifier
  body.finish()
  switch (type) {
    case `${BAG}.1`:
      return value.only((r) => rsaKey(r))
    case `${BAG}.2`:
      return value.only((r) => shroudedKey(secret, r.sequence()))
    case `${BAG}.3`:
      return value.only((r) => certificate(r.sequence()))
    case `${BAG}.6`:
      return readBags(secret, value, depth + 1)
    default:
      return [] // revocation lists and secrets
  }
}

function certificate(body: DerReader): readonly Found[] {
  const type = body.oid()
  const value = body.enter(context(0)).only((r) => r.raw())
  body.finish()
  if (type !== X509_CERTIFICATE) return []
  return [{ certificate: DerReader.of(value, STRUCTURE, LIMIT).octets() }]
}

function shroudedKey(secret: Secret, body: DerReader): readonly Found[] {
  const algorithm = readAlgorithm(body)
  const ciphertext = body.octets()
  body.finish()
  return reading(decrypted(secret, algorithm, ciphertext)).only((r) => rsaKey(r))
}

/** PKCS#8 of an RSA key without the attributes that some software adds. Keys of other kinds are skipped. */
function rsaKey(reader: DerReader): readonly Found[] {
  const body = reader.sequence()
  if (body.small() > 1) throw body.error('unsupported-version')
  const algorithm = readAlgorithm(body).oid
  const key = body.octets()
  while (!body.done) body.raw()
  if (algorithm !== OID.rsa) return []
  const numbers = DerReader.of(key, 'RSA private key').only((r) =>
    r.sequence().all((list) => list.unsigned()),
  )
  if (numbers.length !== 9) throw new PkiError('RSA private key', 'bad-value')
  const info = [der.integer(0), encodeAlgorithm(OID.rsa, der.nothing()), der.octets(key)]
  return [{ privateKey: der.sequence(...info) }]
}
