import type { Template } from 'pkcs11js'
import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { ObjectHandle, P11, Session } from './library.ts'
import { CKR } from './numbers.ts'
import { isGone, libraryWords, resultOf } from './results.ts'

/** A session of one library: everything that reading and writing objects needs. */
export type Place = { readonly p11: P11; readonly session: Session }

// A library that returns handles without end must not keep the host busy for ever.
const MOST_OBJECTS = 4096
const BATCH = 128

// Some libraries end a complete search themselves, so an error here is harmless. If the token is gone, the search may
// be incomplete.
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
 * Everything that can be read of these objects. An object that the library does not return does not hide the others;
 * `onFailure` receives what the library said of it.
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
      // Another program removed it after it was found.
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

/** Values of several attributes in one call; null for each one that the object lacks. */
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

/** A plain copy, so that a message carries only these bytes and not the pool in which they lie. */
export const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
