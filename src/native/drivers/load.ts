import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import type { Driver, DriverSource, InvalidDriver, LoadedDrivers } from './driver.ts'
import { complaintOf, driverFile, type MechanismFamily, mechanismFamily, readerMakers } from './schema.ts'

export type DriverFolders = { readonly builtInFolder: string; readonly userFolder: string | null }

const LARGEST_FILE = 256 * 1024

type Read<T> = { readonly file: string } & (
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string }
)

const jsonFilesOf = (folder: string, source: DriverSource, into: Collected): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    // A folder that nobody has made yet holds no files. Whatever is in the user's own folder, the product starts.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    if (source === 'built-in') throw error
    into.invalid.push(skipped(folder, source, error instanceof Error ? error.message : String(error)))
    return []
  }
}

const readChecked = <S extends z.ZodType>(file: string, schema: S): Read<z.infer<S>> => {
  try {
    if (statSync(file).size > LARGEST_FILE) return { file, ok: false, reason: 'larger than 256 KiB' }
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')))
    return parsed.success
      ? { file, ok: true, value: parsed.data }
      : { file, ok: false, reason: complaintOf(parsed.error) }
  } catch (error) {
    return { file, ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

const skipped = (file: string, source: DriverSource, reason: string): InvalidDriver => ({
  id: basename(file, '.json'),
  file,
  source,
  reason,
})

type Collected = {
  readonly drivers: Map<string, Driver>
  readonly families: Map<string, MechanismFamily>
  readonly invalid: InvalidDriver[]
  readonly readerMakers: Set<number>
}

const collectFamilies = (folder: string, source: DriverSource, into: Collected): void => {
  for (const file of jsonFilesOf(join(folder, 'families'), source, into)) {
    const read = readChecked(file, mechanismFamily)
    if (read.ok) into.families.set(read.value.id, read.value)
    else into.invalid.push(skipped(file, source, read.reason))
  }
}

const collectReaders = (folder: string, source: DriverSource, into: Collected): void => {
  for (const file of jsonFilesOf(join(folder, 'readers'), source, into)) {
    const read = readChecked(file, readerMakers)
    if (!read.ok) into.invalid.push(skipped(file, source, read.reason))
    else for (const vendorId of read.value.vendorIds) into.readerMakers.add(vendorId)
  }
}

const collectDrivers = (folder: string, source: DriverSource, into: Collected): void => {
  const seen = new Set<string>()
  for (const file of jsonFilesOf(folder, source, into)) {
    const read = readChecked(file, driverFile)
    if (!read.ok) {
      into.invalid.push(skipped(file, source, read.reason))
      continue
    }
    const { id, families: names } = read.value
    const unknown = names.find((name) => !into.families.has(name))
    if (unknown !== undefined) into.invalid.push(skipped(file, source, `families: ${unknown} is not known`))
    else if (seen.has(id))
      into.invalid.push(skipped(file, source, `id: ${id} is already taken by another file`))
    else into.drivers.set(id, { ...read.value, source, file, families: familiesOf(names, into) })
    seen.add(id)
  }
}

const familiesOf = (names: readonly string[], { families }: Collected): readonly MechanismFamily[] =>
  names.flatMap((name) => families.get(name) ?? [])

/**
 * Reads all driver files. The user's files override the built-in ones by id. A file with an error is skipped and
 * listed with its reason.
 */
export const loadDrivers = ({ builtInFolder, userFolder }: DriverFolders): LoadedDrivers => {
  const into: Collected = { drivers: new Map(), families: new Map(), invalid: [], readerMakers: new Set() }
  for (const collect of [collectFamilies, collectReaders, collectDrivers]) {
    collect(builtInFolder, 'built-in', into)
    if (userFolder !== null) collect(userFolder, 'user', into)
  }
  const drivers = [...into.drivers.values()].sort((a, b) => a.order - b.order || a.id.localeCompare(b.id))
  const { invalid, readerMakers: readers } = into
  const families = [...into.families.values()]
  return { drivers, families, invalid, readerMakers: readers, variables: { DRIVERS: builtInFolder } }
}
