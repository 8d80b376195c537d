import { randomBytes } from '../bytes.ts'
import { context, DerReader, der, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm4CbcDecrypt, sm4CbcEncrypt, sm4EcbDecrypt } from '../sm4/index.ts'
import { encodeAlgorithm, readAlgorithm } from '../x509/algorithm.ts'

export type EncryptedContent = {
  readonly contentType: string
  readonly algorithm: string
  /** Initial vector of CBC; null means ECB. */
  readonly iv: Uint8Array | null
  readonly ciphertext: Uint8Array
}

/** Reads EncryptedContentInfo. CFCA labels SM4-CBC with the bare SM4 number, so the vector decides the mode. */
export function readEncryptedContent(reader: DerReader): EncryptedContent {
  const body = reader.sequence()
  const contentType = body.oid()
  const { oid, parameters } = readAlgorithm(body)
  const iv = parameters?.[0] === TAG.octetString ? readIv(parameters) : null
  if (iv !== null && iv.length !== 16) throw body.error('bad-length')
  const ciphertext = body.content(context(0, false))
  for (const shared of [1, 2]) if (body.peek() === context(shared, false)) body.raw() // GM/T 0010's sharedInfo
  body.finish()
  return { contentType, algorithm: oid, iv, ciphertext }
}

function readIv(parameters: Uint8Array): Uint8Array {
  return DerReader.of(parameters, 'SM4 IV', 64).only((r) => r.octets())
}

/** DER of EncryptedContentInfo over a content that SM4-CBC has encrypted with padding. */
export function encodeEncryptedContent(iv: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return der.sequence(
    der.oid(OID.gmData),
    encodeAlgorithm(OID.sm4Cbc, der.octets(iv)),
    der.implicit(0, ciphertext),
  )
}

/** The same for a content that is here as a whole; the vector is fresh. */
export function encryptedContent(key: Uint8Array, content: Uint8Array): Uint8Array {
  const iv = randomBytes(16)
  return encodeEncryptedContent(iv, sm4CbcEncrypt(key, iv, content))
}

/** Decrypts the content with a symmetric key that was unwrapped for it. */
export function decryptContent(encrypted: EncryptedContent, key: Uint8Array): Uint8Array {
  const { algorithm, iv, ciphertext } = encrypted
  const cbc = algorithm === OID.sm4Cbc || (algorithm === OID.sm4 && iv !== null)
  if (cbc && iv !== null) return sm4CbcDecrypt(key, iv, ciphertext)
  if (algorithm === OID.sm4Ecb || algorithm === OID.sm4) return sm4EcbDecrypt(key, ciphertext)
  throw new PkiError('EncryptedContentInfo', 'unsupported-algorithm')
}
