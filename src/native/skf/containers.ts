import { textOf } from '../library-text.ts'
import { objectIdOf } from '../object-id.ts'
import type { KeyId, StoredCertificate, StoredKey } from '../token.ts'
import { pointOfBlob, rsaKeyOfBlob } from './blobs.ts'
import type { Place } from './connections.ts'
import { type Container, handleValue } from './handles.ts'
import { type Name, namesIn, terminated } from './names.ts'
import { isAbsent, isGone, isOfLibrary, quietly } from './results.ts'

// A container holds two pairs, each with its certificate: one for signing, one for encryption.

export type Use = 'signing' | 'encryption'

/** The BOOL that says which half is meant. */
export const flagOf = (use: Use): number => (use === 'signing' ? 1 : 0)

const prefixes = { signing: '01', encryption: '00' } as const

/** The id of half a container: it is the same in every life of the host. */
export const keyIdOf = (name: Name, use: Use): KeyId => `${prefixes[use]}${name.toString('hex')}`

/** The half that an id names; null if it is none. */
export const halfOf = (keyId: KeyId): { readonly name: Name; readonly use: Use } | null => {
  const use = keyId.startsWith(prefixes.signing) ? 'signing' : 'encryption'
  const name = Buffer.from(keyId.slice(2), 'hex')
  return keyIdOf(name, use) === keyId && name.length > 0 ? { name, use } : null
}

export const containerNames = ({ library, application }: Place): readonly Name[] =>
  namesIn(library.read('SKF_EnumContainer', [handleValue(application, 'application')]))

export const openContainer = ({ library, application }: Place, name: Name): Container =>
  library.open('container', 'SKF_OpenContainer', handleValue(application, 'application'), terminated(name))

export const closeContainer = ({ library }: Place, container: Container): void => {
  quietly(() => library.close('SKF_CloseContainer', container))
}

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

/** The public key of half a container; null if that half has no pair, or none that we use. */
export const readKey = (place: Place, container: Container, name: Name, use: Use): StoredKey | null => {
  const { library } = place
  if (!library.has('SKF_ExportPublicKey')) return null
  const blob = orNull(() =>
    library.read('SKF_ExportPublicKey', [handleValue(container, 'container'), flagOf(use)]),
  )
  if (blob === null) return null
  const { ulong } = library.layout
  const point = pointOfBlob(blob, ulong)
  const publicKey = point ?? rsaKeyOfBlob(blob, ulong)
  if (publicKey === null) return null
  return { keyId: keyIdOf(name, use), label: textOf(name), type: point === null ? 'rsa' : 'sm2', publicKey }
}

/** The certificate of half a container; null if there is none. */
export const readCertificate = (
  { library }: Place,
  container: Container,
  name: Name,
  use: Use,
): StoredCertificate | null => {
  if (!library.has('SKF_ExportCertificate')) return null
  const der = orNull(() =>
    library.readCertificate('SKF_ExportCertificate', [handleValue(container, 'container'), flagOf(use)]),
  )
  if (der === null || der.length === 0) return null
  const copy = Uint8Array.from(der)
  return { objectId: objectIdOf(copy), keyId: keyIdOf(name, use), label: textOf(name), der: copy }
}

export type Content = {
  readonly keys: readonly StoredKey[]
  readonly certificates: readonly StoredCertificate[]
}

const uses: readonly Use[] = ['signing', 'encryption']

/** What is in one container. */
export const readContainer = (place: Place, container: Container, name: Name): Content => ({
  keys: uses.flatMap((use) => readKey(place, container, name, use) ?? []),
  certificates: uses.flatMap((use) => readCertificate(place, container, name, use) ?? []),
})

const readNamed = (place: Place, name: Name): Content => {
  const container = openContainer(place, name)
  try {
    return readContainer(place, container, name)
  } finally {
    closeContainer(place, container)
  }
}

/** Everything that can be seen now. A container that cannot be read does not hide the others. */
export const readContent = (place: Place, onFailure: (error: unknown) => void): Content => {
  const all = containerNames(place).map((name) => {
    try {
      return readNamed(place, name)
    } catch (error) {
      if (isGone(error) || !isOfLibrary(error)) throw error
      onFailure(error)
      return { keys: [], certificates: [] }
    }
  })
  return {
    keys: all.flatMap(({ keys }) => keys),
    certificates: all.flatMap(({ certificates }) => certificates),
  }
}
