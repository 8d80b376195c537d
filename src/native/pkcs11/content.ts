import { der } from '../../pki/der/index.ts'
import { textOf } from '../library-text.ts'
import { objectIdOf } from '../object-id.ts'
import type { KeyType, StoredCertificate, StoredKey } from '../token.ts'
import type { ObjectHandle } from './library.ts'
import {
  CKA_CLASS,
  CKA_EC_POINT,
  CKA_ID,
  CKA_KEY_TYPE,
  CKA_LABEL,
  CKA_MODULUS,
  CKA_PUBLIC_EXPONENT,
  CKA_VALUE,
  CKK_EC,
  CKK_RSA,
  CKO_CERTIFICATE,
  CKO_PUBLIC_KEY,
} from './numbers.ts'
import {
  copyOf,
  findObjects,
  hexOf,
  type OnFailure,
  type Place,
  readAttributes,
  readEach,
  ulongOf,
} from './objects.ts'
import type { Sm2Numbers } from './setup.ts'

const readCertificate = (place: Place, object: ObjectHandle): readonly StoredCertificate[] => {
  const [id, label, value] = readAttributes(place, object, [CKA_ID, CKA_LABEL, CKA_VALUE])
  if (value == null || value.length === 0) return []
  const text = label == null ? '' : textOf(label)
  const keyId = id == null ? '' : hexOf(id)
  return [{ objectId: objectIdOf(value), keyId, label: text, der: copyOf(value) }]
}

/** All certificates that can be seen now, even those that cannot be parsed. */
export const readCertificates = (place: Place, onFailure?: OnFailure): readonly StoredCertificate[] =>
  readEach(
    findObjects(place, [{ type: CKA_CLASS, value: CKO_CERTIFICATE }]),
    (object) => readCertificate(place, object),
    onFailure,
  )

/** 04||X||Y of P-256 and SM2, P-384, P-521. */
const pointLengths: ReadonlySet<number> = new Set([65, 97, 133])

/**
 * CKA_EC_POINT as 04||X||Y. The standard wraps it in an OCTET STRING; some libraries do not, and some omit the 04.
 * The length is checked first, because one point in 256 has an X that begins like the length of a wrapping.
 */
export const pointOf = (value: Uint8Array | null): Uint8Array | null => {
  if (value === null || value.length < 64) return null
  if (value.length === 64) return copyOf(Buffer.concat([Buffer.of(4), value]))
  if (value[0] !== 0x04) return null
  if (pointLengths.has(value.length)) return copyOf(value)
  if (value[1] === value.length - 2) return pointOf(value.subarray(2))
  return value[1] === 0x81 && value[2] === value.length - 3 ? pointOf(value.subarray(3)) : null
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'

const rsaKeyInfo = (modulus: Uint8Array | null, exponent: Uint8Array | null): Uint8Array | null => {
  if (modulus === null || exponent === null || modulus.length === 0 || exponent.length === 0) return null
  const key = der.sequence(der.integer(modulus), der.integer(exponent))
  return der.sequence(der.sequence(der.oid(RSA_ENCRYPTION), der.nothing()), der.bits(key))
}

/** The type of a key by CKA_KEY_TYPE; null for a type that we do not use. */
export const keyTypeOf = (value: number | null, numbers: Sm2Numbers | null): KeyType | null => {
  if (value === null) return null
  if (value === numbers?.keyType) return 'sm2'
  if (value === CKK_RSA) return 'rsa'
  return value === CKK_EC ? 'ec' : null
}

const publicKeyOf = (place: Place, object: ObjectHandle, type: KeyType): Uint8Array | null => {
  if (type === 'rsa') {
    const [modulus, exponent] = readAttributes(place, object, [CKA_MODULUS, CKA_PUBLIC_EXPONENT])
    return rsaKeyInfo(modulus ?? null, exponent ?? null)
  }
  return pointOf(readAttributes(place, object, [CKA_EC_POINT])[0] ?? null)
}

const readKey = (place: Place, object: ObjectHandle, numbers: Sm2Numbers | null): readonly StoredKey[] => {
  const [id, label, kind] = readAttributes(place, object, [CKA_ID, CKA_LABEL, CKA_KEY_TYPE])
  const type = keyTypeOf(ulongOf(kind ?? null), numbers)
  if (type === null) return []
  const text = label == null ? '' : textOf(label)
  return [
    { keyId: id == null ? '' : hexOf(id), label: text, type, publicKey: publicKeyOf(place, object, type) },
  ]
}

/** Keys of one object class that can be seen now. */
export const readKeys = (
  place: Place,
  numbers: Sm2Numbers | null,
  objectClass: number = CKO_PUBLIC_KEY,
  onFailure?: OnFailure,
): readonly StoredKey[] =>
  readEach(
    findObjects(place, [{ type: CKA_CLASS, value: objectClass }]),
    (object) => readKey(place, object, numbers),
    onFailure,
  )
