import { AssistantError } from '../../shared/errors/assistant-error.ts'
import { textOf } from '../library-text.ts'
import type { KeyId, SignScheme, StoredKey } from '../token.ts'
import { eccBlobSize, pointOfBlob, SIGNATURE_SIZE, signatureOfBlob } from './blobs.ts'
import type { Place } from './connections.ts'
import {
  closeContainer,
  containerNames,
  halfOf,
  keyIdOf,
  openContainer,
  readContainer,
  readKey,
  type Use,
} from './containers.ts'
import { type Container, handleValue } from './handles.ts'
import type { Library } from './library.ts'
import { containerName, type Name, terminated } from './names.ts'
import { SAR, SM2_SIGNATURE_NUMBERS } from './numbers.ts'
import { codeOf, isGone, isOfLibrary, nonsense } from './results.ts'

/** A logged-in application, with the containers that are open in it. */
export type KeyPlace = Place & {
  readonly containers: Map<string, Container>
  /** Halves that are to go; a container goes as a whole, once both of its halves are. */
  readonly leaving: Set<KeyId>
}

export type Half = { readonly container: Container; readonly name: Name; readonly use: Use }

const textKey = (name: Name): string => name.toString('hex')

/** The open container of a name. A container stays open until the session ends. */
export const containerNamed = (place: KeyPlace, name: Name): Container => {
  const known = place.containers.get(textKey(name))
  if (known !== undefined) return known
  const container = openContainer(place, name)
  place.containers.set(textKey(name), container)
  return container
}

const isThere = (place: Place, name: Name): boolean => containerNames(place).some((one) => one.equals(name))

/** The half that an id names. */
export const halfNamed = (place: KeyPlace, keyId: KeyId): Half => {
  const half = halfOf(keyId)
  if (half === null) throw new AssistantError('object-missing')
  try {
    return { ...half, container: containerNamed(place, half.name) }
  } catch (error) {
    // Makers have different numbers for a container that is not there; the list knows.
    if (isGone(error) || !isOfLibrary(error) || isThere(place, half.name)) throw error
    throw new AssistantError('object-missing', {}, error)
  }
}

const created = (place: KeyPlace, name: Name): Container => {
  const container = place.library.open(
    'container',
    'SKF_CreateContainer',
    handleValue(place.application, 'application'),
    terminated(name),
  )
  // One maker's handle of a new container does not live long; an opened one does.
  closeContainer(place, container)
  return containerNamed(place, name)
}

// The number that a library took once.
const taken = new WeakMap<Library, number>()

const isAboutNumber = (error: unknown): boolean =>
  codeOf(error) === SAR.NOTSUPPORTYETERR || codeOf(error) === SAR.INVALIDPARAMERR

const generateWith = (library: Library, container: Container, number: number): Uint8Array => {
  const blob = library.readStructure('SKF_GenECCKeyPair', handleValue(container, 'container'), number)
  taken.set(library, number)
  const { ulong } = library.layout
  const point = pointOfBlob(blob.subarray(0, eccBlobSize(ulong)), ulong)
  if (point === null) throw nonsense('SKF_GenECCKeyPair')
  return point
}

const generate = (library: Library, container: Container): Uint8Array => {
  const known = taken.get(library)
  const numbers = known === undefined ? SM2_SIGNATURE_NUMBERS : [known]
  let refusal: unknown = new AssistantError('token-lacks')
  for (const number of numbers) {
    try {
      return generateWith(library, container, number)
    } catch (error) {
      if (!isAboutNumber(error)) throw error
      refusal = error
    }
  }
  throw refusal
}

/**
 * Makes a signing pair in the container of that label, or returns the one that is there. An empty container is what a
 * pull-out left behind.
 */
export const generateSm2 = (place: KeyPlace, label: string): StoredKey => {
  const name = containerName(label)
  const container = isThere(place, name) ? containerNamed(place, name) : created(place, name)
  const before = readKey(place, container, name, 'signing')
  if (before !== null) return before
  const publicKey = generate(place.library, container)
  return { keyId: keyIdOf(name, 'signing'), label: textOf(name), type: 'sm2', publicKey }
}

// PKCS#1 v1.5 (RFC 8017 9.2): DigestInfo of SHA-256 stands before the digest. The key pads it.
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex')

const signSm2 = ({ library }: Place, container: Container, digest: Uint8Array): Uint8Array => {
  const input = Buffer.from(digest)
  const blob = library.readStructure(
    'SKF_ECCSignData',
    handleValue(container, 'container'),
    input,
    input.length,
  )
  const signature = signatureOfBlob(blob.subarray(0, SIGNATURE_SIZE))
  if (signature === null) throw nonsense('SKF_ECCSignData')
  return signature
}

const signRsa = ({ library }: Place, container: Container, digest: Uint8Array): Uint8Array => {
  const input = Buffer.concat([sha256Info, digest])
  return Uint8Array.from(
    library.read('SKF_RSASignData', [handleValue(container, 'container'), input, input.length]),
  )
}

/** Signs a digest: r and s side by side for SM2. A container signs with its signing pair only. */
export const signDigest = (
  place: KeyPlace,
  keyId: KeyId,
  digest: Uint8Array,
  scheme: SignScheme,
): Uint8Array => {
  const { container, use } = halfNamed(place, keyId)
  if (use !== 'signing') throw new AssistantError('token-lacks')
  switch (scheme) {
    case 'sm2-digest':
      return signSm2(place, container, digest)
    case 'rsa-sha256':
      return signRsa(place, container, digest)
    case 'ecdsa-sha256':
      throw new AssistantError('token-lacks')
  }
}

/** Every key of the application. */
export const keysOf = (place: KeyPlace): readonly StoredKey[] =>
  containerNames(place).flatMap((name) => readContainer(place, containerNamed(place, name), name).keys)

/** The ids of the halves in which there is something. */
const halvesIn = (place: KeyPlace, name: Name): ReadonlySet<KeyId> => {
  const { keys, certificates } = readContainer(place, containerNamed(place, name), name)
  return new Set([...keys, ...certificates].map(({ keyId }) => keyId))
}

/**
 * Removes half a container. SKF can only delete a container with all that is in it, so it goes when nothing is left in
 * it that somebody may still need. It is no error if it is gone.
 */
export const removeKey = (place: KeyPlace, keyId: KeyId): void => {
  const half = halfOf(keyId)
  if (half === null || !isThere(place, half.name)) return
  place.leaving.add(keyId)
  for (const there of halvesIn(place, half.name)) if (!place.leaving.has(there)) return
  const open = place.containers.get(textKey(half.name))
  if (open !== undefined) closeContainer(place, open)
  place.containers.delete(textKey(half.name))
  place.library.call(
    'SKF_DeleteContainer',
    handleValue(place.application, 'application'),
    terminated(half.name),
  )
}
