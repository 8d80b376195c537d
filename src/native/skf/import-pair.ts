import { AssistantError } from '../../shared/errors/assistant-error.ts'
import { objectIdOf } from '../object-id.ts'
import type { KeyId, StoredCertificate, StoredKey } from '../token.ts'
import { envelopeBlob } from './blobs.ts'
import { flagOf, keyIdOf, readCertificate, readKey } from './containers.ts'
import { handleValue } from './handles.ts'
import { halfNamed, type KeyPlace } from './keys.ts'
import { SAR } from './numbers.ts'
import { codeOf, nonsense } from './results.ts'

const envelopeIn = async (enveloped: Uint8Array) => {
  // Loaded on demand: a host without this code starts sooner.
  const { parseEnvelopedKey, PkiError } = await import('./pki.ts')
  try {
    return parseEnvelopedKey(enveloped)
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('envelope-broken', {}, error) : error
  }
}

const isSame = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0

/**
 * Stores an enveloped pair beside the signing pair that it is sealed to; the key itself opens it. If it is there
 * already, it is the answer.
 */
export const importPair = async (
  place: KeyPlace,
  wrapping: KeyId,
  label: string,
  enveloped: Uint8Array,
  publicKey: Uint8Array,
): Promise<StoredKey> => {
  const { library } = place
  const envelope = await envelopeIn(enveloped)
  const { container, name, use } = halfNamed(place, wrapping)
  if (use !== 'signing') throw new AssistantError('object-missing')
  const stored: StoredKey = { keyId: keyIdOf(name, 'encryption'), label, type: 'sm2', publicKey }
  const before = readKey(place, container, name, 'encryption')
  if (before !== null && isSame(before.publicKey, publicKey)) return stored
  const blob = envelopeBlob(envelope, library.layout.ulong)
  try {
    library.call('SKF_ImportECCKeyPair', handleValue(container, 'container'), blob)
  } catch (error) {
    if (notOpened.has(codeOf(error) ?? SAR.OK)) throw new AssistantError('envelope-broken', {}, error)
    throw error
  }
  const after = readKey(place, container, name, 'encryption')
  if (after !== null && !isSame(after.publicKey, publicKey)) throw nonsense('SKF_ImportECCKeyPair')
  return stored
}

// What a key says of an envelope that it cannot open.
const notOpened: ReadonlySet<number> = new Set([SAR.INDATALENERR, SAR.INDATAERR, SAR.RSADECERR])

/** Writes a certificate beside its key. If the same one is already there, that one is the answer. */
export const writeCertificate = (
  place: KeyPlace,
  keyId: KeyId,
  label: string,
  der: Uint8Array,
): StoredCertificate => {
  const { container, name, use } = halfNamed(place, keyId)
  const written: StoredCertificate = { objectId: objectIdOf(der), keyId, label, der: Uint8Array.from(der) }
  const before = readCertificate(place, container, name, use)
  if (before?.objectId === written.objectId) return written
  const bytes = Buffer.from(der)
  place.library.call(
    'SKF_ImportCertificate',
    handleValue(container, 'container'),
    flagOf(use),
    bytes,
    bytes.length,
  )
  return written
}
