import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { KeyId, StoredKey } from '../token.ts'
import {
  decryptSm2,
  destroyAll,
  handlesOf,
  type KeyPlace,
  newKeyId,
  type PrivateKey,
  pairsUnder,
  privateKeyOf,
  privateTemplate,
  publicTemplate,
  removeHalfPairs,
} from './keys.ts'
import type { ObjectHandle } from './library.ts'
import { CKA_DECRYPT, CKA_EC_POINT, CKA_VALUE, CKO_PUBLIC_KEY } from './numbers.ts'
import { copyOf, hexOf } from './objects.ts'

export type Envelope = {
  /** SM2EnvelopedKey, DER. */
  readonly der: Uint8Array
  /** The public key in it, 04||X||Y. */
  readonly publicKey: Uint8Array
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

const ecPoint = (publicKey: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(0x04, publicKey.length), publicKey])

const unwrapInside = (
  { p11, session, numbers }: KeyPlace,
  mechanism: number,
  wrapping: ObjectHandle,
  id: Buffer,
  label: string,
  envelope: Envelope,
): ObjectHandle =>
  p11.C_UnwrapKey(
    session,
    { mechanism },
    wrapping,
    Buffer.from(envelope.der),
    privateTemplate(numbers?.keyType ?? 0, id, label),
  )

// The private key is in clear only until the token has it, in this process alone, and is then overwritten.
// `openEnvelopedKeyWith` refuses it unless d·G is the public key.
const unwrapHere = async (
  place: KeyPlace,
  wrapping: PrivateKey,
  id: Buffer,
  label: string,
  envelope: Envelope,
): Promise<ObjectHandle> => {
  // Loaded on demand: most keys unwrap by themselves, and a host without this code starts sooner.
  const { encodeCipher, openEnvelopedKeyWith, parseEnvelopedKey, PkiError } = await import(
    './open-envelope.ts'
  )
  const sealed = parseEnvelopedKey(envelope.der)
  const form = place.numbers?.decrypt?.form === 'raw' ? '04-c1c3c2' : 'asn1'
  const symmetric = decryptSm2(place, wrapping, encodeCipher(sealed.wrappedKey, form))
  try {
    const pair = openEnvelopedKeyWith(symmetric, sealed)
    return createPrivate(place, id, label, pair.privateKey)
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('envelope-broken', {}, error) : error
  } finally {
    symmetric.fill(0)
  }
}

const createPrivate = (place: KeyPlace, id: Buffer, label: string, privateKey: Uint8Array): ObjectHandle => {
  const value = Buffer.from(privateKey)
  const template = [...privateTemplate(place.numbers?.keyType ?? 0, id, label), { type: CKA_VALUE, value }]
  try {
    return place.p11.C_CreateObject(place.session, template)
  } finally {
    value.fill(0)
    privateKey.fill(0)
  }
}

const createPublic = (
  place: KeyPlace,
  id: Buffer,
  label: string,
  { publicKey }: Envelope,
  privateKey: ObjectHandle,
): void => {
  const { p11, session, numbers } = place
  const point = { type: CKA_EC_POINT, value: ecPoint(publicKey) }
  try {
    p11.C_CreateObject(session, [...publicTemplate(numbers?.keyType ?? 0, id, label), point])
  } catch (error) {
    destroyAll(place, [privateKey])
    throw error
  }
}

/**
 * Stores an enveloped pair on the token. A token that can unwraps it inside; otherwise it is decrypted and created
 * here. If the token already has the pair of that label and public key, that pair is the answer.
 */
export const importPair = async (
  place: KeyPlace,
  wrapping: KeyId,
  label: string,
  envelope: Envelope,
): Promise<StoredKey> => {
  const { numbers } = place
  if (numbers === null || (numbers.unwrap === null && numbers.decrypt === null)) {
    throw new AssistantError('token-lacks')
  }
  removeHalfPairs(place, label)
  const before = pairsUnder(place, label).find(
    ({ publicKey }) => publicKey !== null && sameBytes(publicKey, envelope.publicKey),
  )
  if (before !== undefined) return before
  const key = privateKeyOf(place, wrapping, CKA_DECRYPT)
  const id = newKeyId()
  const privateKey =
    numbers.unwrap === null
      ? await unwrapHere(place, key, id, label, envelope)
      : unwrapInside(place, numbers.unwrap, key.handle, id, label, envelope)
  // Some tokens make the public half themselves when they unwrap.
  if (handlesOf(place, CKO_PUBLIC_KEY, id).length === 0) createPublic(place, id, label, envelope, privateKey)
  return { keyId: hexOf(id), label, type: 'sm2', publicKey: copyOf(envelope.publicKey) }
}
