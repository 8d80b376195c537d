import type { Template } from 'pkcs11js'
import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { ObjectHandle, P11, Session } from './library.ts'
import { CKR } from './numbers.ts'
import { isGone, libraryWords, resultOf } from './results.ts'

/** A session of one library: what every reading and writing of objects needs. */
export type Place = { readonly p11: P11; readonly session: Session }

// A library that hands out handles for ever must not keep the host for ever.
const MOST_OBJECTS = 4096
const BATCH = 128

// Some libraries end a search by themselves once it gave everything. One whose token is gone may not have.
const endSearch = ({ p11, session }: Place): void => {
  try {
    p11.C_FindObjectsFinal(session)
  } catch (error) {
    if (resultOf(error) === null || isGone(error)) throw error
  }
}

/** Handles of all objects that match. */
export const findObjects = ({ p11, session }: Place, template: Template): readonly ObjectHandle[] => {
  const found: ObjectHandle[] = []
  p11.C_FindObjectsInit(session, template)
  try {
    while (found.length < MOST_OBJECTS) {
      const batch = p11.C_FindObjects(session, BATCH)
      if (batch.length > BATCH) throw new AssistantError('token-answered-nonsense')
      found.push(...batch)
      if (batch.length < BATCH) break
    }
  } finally {
    endSearch({ p11, session })
  }
  return found
}

/**
 * What can be read of these objects. One that the library will not give away does not hide the others; `onFailure`
 * hears what the library said of it.
 */
export const readEach = <T>(
  objects: readonly ObjectHandle[],
  read: (object: ObjectHandle) => readonly T[],
  onFailure: OnFailure = () => undefined,
): readonly T[] =>
  objects.flatMap((object) => {
    try {
      return read(object)
    } catch (error) {
      if (isGone(error)) throw error
      const words = libraryWords(error)
      // Another program removed it since it was found.
      if (resultOf(error) !== CKR.OBJECT_HANDLE_INVALID) onFailure(words)
      return []
    }
  })

export type OnFailure = (words: string) => void

const isAbsent = (error: unknown): boolean => {
  const result = resultOf(error)
  return result === CKR.ATTRIBUTE_TYPE_INVALID || result === CKR.ATTRIBUTE_SENSITIVE
}

const readAll = ({ p11, session }: Place, object: ObjectHandle, types: readonly number[]) =>
  p11
    .C_GetAttributeValue(
      session,
      object,
      types.map((type) => ({ type })),
    )
    .map(({ value }): Buffer | null => value ?? null)

/** Values of several attributes in one call; null for each that the object has not. */
export const readAttributes = (
  place: Place,
  object: ObjectHandle,
  types: readonly number[],
): readonly (Buffer | null)[] => {
  try {
    return readAll(place, object, types)
  } catch (error) {
    if (!isAbsent(error)) throw error
    return types.length === 1 ? [null] : types.flatMap((type) => readAttributes(place, object, [type]))
  }
}

/** A CK_ULONG as a library wrote it: 4 bytes on Windows, 8 elsewhere. */
export const ulongOf = (bytes: Buffer | null): number | null => {
  if (bytes?.length === 4) return bytes.readUInt32LE(0)
  if (bytes?.length === 8) return Number(bytes.readBigUInt64LE(0))
  return null
}

/** A plain copy, so that a message carries these bytes and not the pool they lie in. */
export const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
