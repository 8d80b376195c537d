import { textOf } from '../library-text.ts'
import { objectIdOf } from '../object-id.ts'
import { isSealLabel, LARGEST_SEAL, sealValue, shownSeals } from '../seal-label.ts'
import type { DataObject, StoredSeal } from '../token.ts'
import type { Place } from './connections.ts'
import { handleValue } from './handles.ts'
import { fileName, type Name, namesIn, terminated } from './names.ts'
import { SECURE_ANYONE_ACCOUNT, SECURE_USER_ACCOUNT } from './numbers.ts'
import { isGone, isOfLibrary } from './results.ts'

// Data objects are files. FILEATTRIBUTE: the name in 32 bytes, then the size and the rights.
const SIZE_AT = 32

const here = ({ application }: Place): bigint => handleValue(application, 'application')

const fileNames = (place: Place): readonly Name[] =>
  namesIn(place.library.read('SKF_EnumFiles', [here(place)]))

const sizeOf = (place: Place, name: Name): number =>
  place.library.readStructure('SKF_GetFileInfo', here(place), terminated(name)).readUInt32LE(SIZE_AT)

const read = (place: Place, name: Name): Uint8Array => {
  const size = sizeOf(place, name)
  if (size === 0) return new Uint8Array()
  const room = Math.max(size, 1) + 4096
  return Uint8Array.from(place.library.read('SKF_ReadFile', [here(place), terminated(name), 0, size], room))
}

/** All files that can be read. */
export const dataOf = (place: Place): readonly DataObject[] =>
  fileNames(place).map((name) => {
    const value = read(place, name)
    return { objectId: objectIdOf(Buffer.concat([name, value])), label: textOf(name), value }
  })

const isThere = (place: Place, name: Name): boolean => fileNames(place).some((one) => one.equals(name))

const remove = (place: Place, name: Name): void => {
  if (isThere(place, name)) place.library.call('SKF_DeleteFile', here(place), terminated(name))
}

type Readers = 'holder' | 'anybody'

/** Writes data under a label. A file of another size is made anew. */
export const writeData = (
  place: Place,
  label: string,
  value: Uint8Array,
  readers: Readers = 'holder',
): void => {
  const { library } = place
  const name = fileName(label)
  if (!isThere(place, name) || sizeOf(place, name) !== value.length) {
    remove(place, name)
    const reading = readers === 'holder' ? SECURE_USER_ACCOUNT : SECURE_ANYONE_ACCOUNT
    const rights = [reading, SECURE_USER_ACCOUNT]
    library.call('SKF_CreateFile', here(place), terminated(name), value.length, ...rights)
  }
  if (value.length === 0) return
  library.call('SKF_WriteFile', here(place), terminated(name), 0, Buffer.from(value), value.length)
}

/** Removes the data under a label. It is no error if nothing is there. */
export const removeData = (place: Place, label: string): void => remove(place, fileName(label))

/** What the library answers; null if it refuses. A device that is gone is another matter. */
const orNull = <T>(ask: () => T): T | null => {
  try {
    return ask()
  } catch (error) {
    if (isGone(error) || !isOfLibrary(error)) throw error
    return null
  }
}

const readSeal = (place: Place, name: Name): StoredSeal => ({
  label: textOf(name),
  value: orNull(() => (sizeOf(place, name) > LARGEST_SEAL ? null : sealValue(read(place, name)))),
})

const canRead = ({ library }: Place): boolean =>
  library.has('SKF_EnumFiles') && library.has('SKF_GetFileInfo') && library.has('SKF_ReadFile')

/** The seals that can be seen now. A library that does not list files shows none; its keys are still shown. */
export const readSeals = (place: Place): readonly StoredSeal[] => {
  const names = (canRead(place) && orNull(() => fileNames(place))) || []
  const labelled = names.map((name) => ({ name, label: textOf(name) }))
  return shownSeals(labelled.filter(({ label }) => isSealLabel(label))).map(({ name }) =>
    readSeal(place, name),
  )
}
