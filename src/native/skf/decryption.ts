import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { Envelope as DigitalEnvelope, KeyId } from '../token.ts'
import { cipherBlob } from './blobs.ts'
import { decryptions } from './facts.ts'
import { handleValue } from './handles.ts'
import { type Half, halfNamed, type KeyPlace } from './keys.ts'
import { SGD_SM4_CBC } from './numbers.ts'
import { quietly } from './results.ts'
import { symbols } from './symbols.ts'

const parts = () => import('./pki.ts')

const cipherParts = async (cipher: Uint8Array) => {
  // Loaded on demand: a host without this code starts sooner.
  const { PkiError, readSm2Cipher } = await parts()
  try {
    return readSm2Cipher(cipher)
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('input-invalid', {}, error) : error
  }
}

// 1 is the encryption key, 2 the signing key, where a function says which (C*Core's, Haitai's).
const numberOf = ({ use }: Half): number => (use === 'encryption' ? 1 : 2)

/** Opens an SM2Cipher with a private key, by whatever name this library does that. */
export const decryptSm2 = async (place: KeyPlace, keyId: KeyId, cipher: Uint8Array): Promise<Uint8Array> => {
  const { library } = place
  const sealed = await cipherParts(cipher)
  const half = halfNamed(place, keyId)
  const able = decryptions.filter((name) => library.has(name))
  const name = able.find((one) => half.use === 'encryption' || symbols[one].length === 5)
  if (name === undefined) throw new AssistantError('token-lacks')
  const blob = cipherBlob(sealed, library.layout.ulong)
  const which = symbols[name].length === 5 ? [numberOf(half)] : []
  const room = library.read(name, [handleValue(half.container, 'container'), ...which, blob])
  const plain = Uint8Array.from(room)
  room.fill(0)
  return plain
}

const withoutPadding = (bytes: Buffer): Uint8Array => {
  const count = bytes.at(-1) ?? 0
  const padding = bytes.subarray(bytes.length - count)
  const isPadding =
    count > 0 && count <= 16 && padding.length === count && padding.every((byte) => byte === count)
  if (!isPadding) throw new AssistantError('envelope-broken')
  return Uint8Array.from(bytes.subarray(0, bytes.length - count))
}

/** Opens a digital envelope inside the key: it unwraps the symmetric key and never shows it. */
export const openEnvelope = async (
  place: KeyPlace,
  keyId: KeyId,
  { key, iv, data, part }: DigitalEnvelope,
): Promise<Uint8Array> => {
  const { library } = place
  const blob = cipherBlob(await cipherParts(key), library.layout.ulong)
  const { container } = halfNamed(place, keyId)
  const unwrapped = library.open(
    'key',
    'SKF_ImportSessionKey',
    handleValue(container, 'container'),
    SGD_SM4_CBC,
    blob,
    blob.length,
  )
  try {
    const IV = new Uint8Array(32)
    IV.set(iv)
    // The padding is ours: libraries do not agree on it.
    const parameters = { IV, IVLen: iv.length, PaddingType: 0, FeedBitLen: 0 }
    library.call('SKF_DecryptInit', handleValue(unwrapped, 'key'), parameters)
    const cipher = Buffer.from(data)
    const all = [handleValue(unwrapped, 'key'), cipher, cipher.length]
    const opened = library.read('SKF_Decrypt', all, cipher.length + 4096)
    return part === true ? Uint8Array.from(opened) : withoutPadding(opened)
  } finally {
    quietly(() => library.close('SKF_CloseHandle', unwrapped))
  }
}
