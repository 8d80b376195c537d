import { context, DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm4CbcDecrypt, sm4EcbDecrypt, sm4GcmOpen } from '../sm4/index.ts'
import { readAlgorithm } from '../x509/algorithm.ts'

export type EncryptedContent = {
  readonly contentType: string
  readonly algorithm: string
  /** Initial vector of CBC; null means ECB or GCM. */
  readonly iv: Uint8Array | null
  readonly ciphertext: Uint8Array
  readonly gcm?: Gcm
}

type Gcm = {
  readonly nonce: Uint8Array
  readonly tag: Uint8Array
  /** What is authenticated besides the content. */
  readonly aad: Uint8Array
}

/** Where the tag of GCM stands: after the ciphertext, or in a field of its own. */
type Mac = 'behind' | { readonly tag: Uint8Array; readonly aad: Uint8Array }

type Head = Omit<EncryptedContent, 'gcm'> & { readonly parameters: Uint8Array | null }

/** Reads EncryptedContentInfo. CFCA labels SM4-CBC with the bare SM4 number, so the vector decides the mode. */
export function readEncryptedContent(reader: DerReader): EncryptedContent {
  return withMac(reader, readHead(reader), 'behind')
}

/** Reads the AuthEncryptedContentInfo of RFC 5083 and what follows it: attributes and the code over both. */
export function readAuthenticatedContent(reader: DerReader): EncryptedContent {
  const head = readHead(reader)
  // RFC 5083 2.2: the code covers the attributes under the SET OF tag instead of the implicit one.
  const aad = reader.peek() === context(1) ? new Uint8Array(reader.raw()) : new Uint8Array()
  if (aad.length > 0) aad[0] = TAG.set
  const tag = reader.octets()
  if (reader.peek() === context(2)) reader.raw()
  if (head.algorithm !== OID.sm4Gcm) throw reader.error('unsupported-algorithm')
  return withMac(reader, head, { tag, aad })
}

function readHead(reader: DerReader): Head {
  const body = reader.sequence()
  const contentType = body.oid()
  const { oid, parameters } = readAlgorithm(body)
  const iv = parameters?.[0] === TAG.octetString ? readIv(parameters) : null
  if (iv !== null && iv.length !== 16) throw body.error('bad-length')
  const ciphertext = body.implicitOctets(0)
  for (const shared of [1, 2]) if (body.peek() === context(shared, false)) body.raw() // GM/T 0010's sharedInfo
  body.finish()
  return { contentType, algorithm: oid, iv, ciphertext, parameters }
}

function withMac(reader: DerReader, { parameters, ...head }: Head, mac: Mac): EncryptedContent {
  if (head.algorithm !== OID.sm4Gcm || parameters === null) return head
  const { nonce, tagLength } = readGcm(parameters)
  if (mac !== 'behind') {
    if (mac.tag.length !== tagLength) throw reader.error('bad-length')
    return { ...head, gcm: { nonce, ...mac } }
  }
  const end = head.ciphertext.length - tagLength
  if (end < 0) throw reader.error('bad-length')
  const [ciphertext, tag] = [head.ciphertext.subarray(0, end), head.ciphertext.subarray(end)]
  return { ...head, ciphertext, gcm: { nonce, tag, aad: new Uint8Array() } }
}

/** GCMParameters (RFC 5084 3.2). */
function readGcm(parameters: Uint8Array) {
  const body = DerReader.of(parameters, 'SM4-GCM parameters', 256).only((r) => r.sequence())
  const nonce = body.octets()
  const tagLength = body.done ? 12 : body.small()
  body.finish()
  if (nonce.length === 0 || tagLength < 12 || tagLength > 16) throw body.error('bad-length')
  return { nonce, tagLength }
}

function readIv(parameters: Uint8Array): Uint8Array {
  return DerReader.of(parameters, 'SM4 IV', 64).only((r) => r.octets())
}

/** Decrypts the content with a symmetric key that was unwrapped for it. */
export function decryptContent(encrypted: EncryptedContent, key: Uint8Array): Uint8Array {
  const { algorithm, iv, ciphertext, gcm } = encrypted
  if (gcm !== undefined) return sm4GcmOpen(key, gcm.nonce, { ciphertext, tag: gcm.tag }, gcm.aad)
  const cbc = algorithm === OID.sm4Cbc || (algorithm === OID.sm4 && iv !== null)
  if (cbc && iv !== null) return sm4CbcDecrypt(key, iv, ciphertext)
  if (algorithm === OID.sm4Ecb || algorithm === OID.sm4) return sm4EcbDecrypt(key, ciphertext)
  throw new PkiError('EncryptedContentInfo', 'unsupported-algorithm')
}
