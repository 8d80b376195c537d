import { textOf } from '../library-text.ts'
import { objectIdOf } from '../object-id.ts'
import type { DataObject } from '../token.ts'
import type { Place } from './connections.ts'
import { handleValue } from './handles.ts'
import { fileName, type Name, namesIn, terminated } from './names.ts'
import { SECURE_USER_ACCOUNT } from './numbers.ts'

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

/** Writes data under a label. A file of another size is made anew. */
export const writeData = (place: Place, label: string, value: Uint8Array): void => {
  const { library } = place
  const name = fileName(label)
  if (!isThere(place, name) || sizeOf(place, name) !== value.length) {
    remove(place, name)
    const rights = [SECURE_USER_ACCOUNT, SECURE_USER_ACCOUNT]
    library.call('SKF_CreateFile', here(place), terminated(name), value.length, ...rights)
  }
  if (value.length === 0) return
  library.call('SKF_WriteFile', here(place), terminated(name), 0, Buffer.from(value), value.length)
}

/** Removes the data under a label. It is no error if nothing is there. */
export const removeData = (place: Place, label: string): void => remove(place, fileName(label))
