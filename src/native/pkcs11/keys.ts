import { randomBytes } from 'node:crypto'
import type { Template } from 'pkcs11js'
import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { KeyId, SignScheme, StoredKey } from '../token.ts'
import { keyTypeOf, pointOf, readKeys } from './content.ts'
import type { ObjectHandle } from './library.ts'
import {
  CKA_ALWAYS_AUTHENTICATE,
  CKA_CLASS,
  CKA_DECRYPT,
  CKA_EC_PARAMS,
  CKA_EC_POINT,
  CKA_ENCRYPT,
  CKA_EXTRACTABLE,
  CKA_ID,
  CKA_KEY_TYPE,
  CKA_LABEL,
  CKA_PRIVATE,
  CKA_SENSITIVE,
  CKA_SIGN,
  CKA_TOKEN,
  CKA_VERIFY,
  CKM_ECDSA,
  CKM_RSA_PKCS,
  CKO_CERTIFICATE,
  CKO_PRIVATE_KEY,
  CKO_PUBLIC_KEY,
  SM2_CURVE_PARAMS,
} from './numbers.ts'
import { copyOf, findObjects, hexOf, type Place, readAttributes, readEach, ulongOf } from './objects.ts'
import type { Sm2Numbers } from './setup.ts'

/** A logged-in place, with what its token understands. */
export type KeyPlace = Place & {
  readonly numbers: Sm2Numbers | null
  /** Takes the PIN for one use of a key that wants it each time; it is given once the use has begun. */
  readonly takePin: () => () => void
}

const lacks = () => new AssistantError('token-lacks')
const nonsense = () => new AssistantError('token-answered-nonsense')

/** CKA_LABEL as bytes: the binding would otherwise guess an encoding. */
export const labelBytes = (label: string): Buffer => Buffer.from(label, 'utf8')
const idBytes = (keyId: KeyId): Buffer => Buffer.from(keyId, 'hex')

export const newKeyId = (): Buffer => randomBytes(16)

/** Destroys objects of the token. */
export const destroyAll = ({ p11, session }: Place, objects: readonly ObjectHandle[]): void => {
  for (const object of objects) p11.C_DestroyObject(session, object)
}

/** The objects of a class that carry an id. */
export const handlesOf = (place: Place, objectClass: number, keyId: Buffer): readonly ObjectHandle[] =>
  findObjects(place, [
    { type: CKA_CLASS, value: objectClass },
    { type: CKA_ID, value: keyId },
  ])

const idsUnder = (place: Place, objectClass: number, label: string): ReadonlySet<KeyId> => {
  const template = [
    { type: CKA_CLASS, value: objectClass },
    { type: CKA_LABEL, value: labelBytes(label) },
  ]
  const ids = findObjects(place, template).map((object) => readAttributes(place, object, [CKA_ID])[0])
  return new Set(ids.flatMap((id) => (id == null || id.length === 0 ? [] : [hexOf(id)])))
}

/** Removes what remains if the key was pulled out while a pair was made: one half without the other. */
export const removeHalfPairs = (place: Place, label: string): void => {
  const privates = idsUnder(place, CKO_PRIVATE_KEY, label)
  const publics = idsUnder(place, CKO_PUBLIC_KEY, label)
  const whole = (id: KeyId): boolean => privates.has(id) && publics.has(id)
  for (const id of [...privates, ...publics].filter((one) => !whole(one))) {
    destroyAll(place, handlesOf(place, CKO_PRIVATE_KEY, idBytes(id)))
    destroyAll(place, handlesOf(place, CKO_PUBLIC_KEY, idBytes(id)))
  }
}

/** The complete SM2 pairs under a label. */
export const pairsUnder = (place: KeyPlace, label: string): readonly StoredKey[] => {
  const privates = idsUnder(place, CKO_PRIVATE_KEY, label)
  return readKeys(place, place.numbers).filter(
    (key) => key.label === label && key.type === 'sm2' && key.publicKey !== null && privates.has(key.keyId),
  )
}

const common = (keyType: number, id: Buffer, label: string): Template => [
  { type: CKA_KEY_TYPE, value: keyType },
  { type: CKA_TOKEN, value: true },
  { type: CKA_LABEL, value: labelBytes(label) },
  { type: CKA_ID, value: id },
]

/** The attributes of a public SM2 key on a token. */
export const publicTemplate = (keyType: number, id: Buffer, label: string): Template => [
  { type: CKA_CLASS, value: CKO_PUBLIC_KEY },
  ...common(keyType, id, label),
  { type: CKA_PRIVATE, value: false },
  { type: CKA_VERIFY, value: true },
  { type: CKA_ENCRYPT, value: true },
  { type: CKA_EC_PARAMS, value: SM2_CURVE_PARAMS },
]

/** The attributes of a private SM2 key on a token: it never leaves the token. */
export const privateTemplate = (keyType: number, id: Buffer, label: string): Template => [
  { type: CKA_CLASS, value: CKO_PRIVATE_KEY },
  ...common(keyType, id, label),
  { type: CKA_PRIVATE, value: true },
  { type: CKA_SENSITIVE, value: true },
  { type: CKA_EXTRACTABLE, value: false },
  { type: CKA_SIGN, value: true },
  { type: CKA_DECRYPT, value: true },
]

/** Makes an SM2 pair on the token, or returns the pair of that label that is already there. */
export const generateSm2 = (place: KeyPlace, label: string): StoredKey => {
  const { p11, session, numbers } = place
  if (numbers?.generate == null) throw lacks()
  removeHalfPairs(place, label)
  const before = pairsUnder(place, label)[0]
  if (before !== undefined) return before
  const id = newKeyId()
  const made = p11.C_GenerateKeyPair(
    session,
    { mechanism: numbers.generate },
    publicTemplate(numbers.keyType, id, label),
    privateTemplate(numbers.keyType, id, label),
  )
  const publicKey = pointOf(readAttributes(place, made.publicKey, [CKA_EC_POINT])[0] ?? null)
  if (publicKey === null) throw nonsense()
  return { keyId: hexOf(id), label, type: 'sm2', publicKey }
}

/** What a private key is needed for, as the attribute that permits it. */
export type KeyUse = typeof CKA_SIGN | typeof CKA_DECRYPT

// Some makers give the signing key and the encryption key of one container the same id.
const handleFor = (place: KeyPlace, keyId: KeyId, use: KeyUse): ObjectHandle | undefined => {
  const all = handlesOf(place, CKO_PRIVATE_KEY, idBytes(keyId))
  if (all.length < 2) return all[0]
  return all.find((handle) => readAttributes(place, handle, [use])[0]?.[0] === 1) ?? all[0]
}

/** A private key, and whether it wants the PIN at each use (CKA_ALWAYS_AUTHENTICATE). */
export type PrivateKey = {
  readonly handle: ObjectHandle
  readonly type: string
  readonly asksEachTime: boolean
}

// Not every library knows this attribute, and what one says of it must not hide the key.
const asksEachTime = (place: Place, key: ObjectHandle): boolean =>
  readEach([key], (one) => readAttributes(place, one, [CKA_ALWAYS_AUTHENTICATE]))[0]?.[0] === 1

/** The private key of an id that permits this use, with its type. */
export const privateKeyOf = (place: KeyPlace, keyId: KeyId, use: KeyUse): PrivateKey => {
  const handle = handleFor(place, keyId, use)
  if (handle === undefined) throw new AssistantError('object-missing')
  const type = keyTypeOf(ulongOf(readAttributes(place, handle, [CKA_KEY_TYPE])[0] ?? null), place.numbers)
  if (type === null) throw lacks()
  return { handle, type, asksEachTime: asksEachTime(place, handle) }
}

/** Whether the PIN may be wanted again: a private key wants it at each use, or there is no key yet that could tell. */
export const mayAskAgain = (place: Place): boolean => {
  const keys = findObjects(place, [{ type: CKA_CLASS, value: CKO_PRIVATE_KEY }])
  return keys.length === 0 || keys.some((key) => asksEachTime(place, key))
}

const pinFor = ({ takePin }: KeyPlace, key: PrivateKey): (() => void) =>
  key.asksEachTime ? takePin() : () => undefined

// PKCS#1 v1.5 (RFC 8017 9.2): DigestInfo of SHA-256 stands before the digest.
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex')

const schemes: Readonly<
  Record<SignScheme, (numbers: Sm2Numbers | null, digest: Uint8Array) => readonly [number | null, Buffer]>
> = {
  'sm2-digest': (numbers, digest) => [numbers?.sign?.mechanism ?? null, Buffer.from(digest)],
  'rsa-sha256': (_, digest) => [CKM_RSA_PKCS, Buffer.concat([sha256Info, digest])],
  'ecdsa-sha256': (_, digest) => [CKM_ECDSA, Buffer.from(digest)],
}
const typeOfScheme = { 'sm2-digest': 'sm2', 'rsa-sha256': 'rsa', 'ecdsa-sha256': 'ec' } as const

/** Signs a digest and returns what the token gave; the family decides its form. */
export const signDigest = (
  place: KeyPlace,
  key: PrivateKey,
  digest: Uint8Array,
  scheme: SignScheme,
): Uint8Array => {
  const { p11, session, numbers } = place
  const [mechanism, input] = schemes[scheme](numbers, digest)
  if (mechanism === null || key.type !== typeOfScheme[scheme]) throw lacks()
  const givePin = pinFor(place, key)
  p11.C_SignInit(session, { mechanism }, key.handle)
  givePin()
  return copyOf(p11.C_Sign(session, input, Buffer.alloc(1024)))
}

/** Opens an SM2 ciphertext that is given in the form of the family. */
export const decryptSm2 = (place: KeyPlace, key: PrivateKey, cipher: Uint8Array): Uint8Array => {
  const { p11, session, numbers } = place
  if (numbers?.decrypt == null || key.type !== 'sm2') throw lacks()
  const givePin = pinFor(place, key)
  p11.C_DecryptInit(session, { mechanism: numbers.decrypt.mechanism }, key.handle)
  givePin()
  const room = Buffer.alloc(cipher.length)
  const plain = copyOf(p11.C_Decrypt(session, Buffer.from(cipher), room))
  room.fill(0)
  return plain
}

/** Removes the keys and certificates of an id. It is no error if nothing is there. */
export const removeKey = (place: Place, keyId: KeyId): void => {
  for (const objectClass of [CKO_CERTIFICATE, CKO_PUBLIC_KEY, CKO_PRIVATE_KEY]) {
    destroyAll(place, handlesOf(place, objectClass, idBytes(keyId)))
  }
}

/** Private keys, with the public half if the token shows one. */
export const keysOf = (place: KeyPlace): readonly StoredKey[] => {
  const publics = new Map(readKeys(place, place.numbers).map((key) => [key.keyId, key.publicKey]))
  return readKeys(place, place.numbers, CKO_PRIVATE_KEY).map((key) => ({
    ...key,
    publicKey: publics.get(key.keyId) ?? key.publicKey,
  }))
}
