import { isPolicyName, policyKinds } from '../../shared/policies/table.ts'
import type { RawPolicies } from './policy-file.ts'

// reg.exe writes in the code page of the console, so names in Chinese would be lost; advapi32 gives them whole. The
// numbers are those of winreg.h, winnt.h and winerror.h.

export const policyKey = 'Software\\Policies\\CertAssistant'

/** HKEY_LOCAL_MACHINE and HKEY_CURRENT_USER, extended with their sign. The first counts more. */
const hives = { HKLM: 0x8000_0002 | 0, HKCU: 0x8000_0001 | 0 } as const
export type Hive = keyof typeof hives

const keyRead = 0x2_0019
const notFound = 2
const noMoreItems = 259
const moreData = 234
const types = { text: 1, expandable: 2, number: 4 } as const
const [longestName, mostData] = [32_768, 65_536]

type Call = (...all: readonly unknown[]) => unknown
type Advapi32 = { readonly open: Call; readonly value: Call; readonly close: Call }

// Policies are read before the first part is built, so this is loaded with the program; only Windows needs it.
const koffi = process.platform === 'win32' ? (await import('koffi')).default : null

const openAdvapi32 = (): Advapi32 => {
  if (koffi === null) throw new Error('there is no registry')
  const library = koffi.load('advapi32.dll')
  const call = (name: string, ...parameters: readonly string[]): Call =>
    library.func('__stdcall', name, 'int32', [...parameters])
  return {
    open: call('RegOpenKeyExW', 'intptr_t', 'str16', 'uint32', 'uint32', 'void *'),
    value: call(
      'RegEnumValueW',
      ...['intptr_t', 'uint32', 'void *', 'void *', 'void *', 'void *', 'void *', 'void *'],
    ),
    close: call('RegCloseKey', 'intptr_t'),
  }
}

const textOf = (bytes: Buffer): string => bytes.toString('utf16le').replace(/\0+$/, '')

/** Anything but a text or a number becomes null, which no policy takes. */
const readValue = (type: number, data: Buffer): unknown => {
  if (type === types.text || type === types.expandable) return textOf(data)
  return type === types.number && data.length === 4 ? data.readUInt32LE() : null
}

const valuesOf = ({ value }: Advapi32, key: bigint): Readonly<Record<string, unknown>> => {
  const found: [string, unknown][] = []
  for (let at = 0; ; at += 1) {
    const [name, data] = [Buffer.alloc(longestName), Buffer.alloc(mostData)]
    const [nameSize, type, dataSize] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(4)]
    nameSize.writeUInt32LE(longestName / 2)
    dataSize.writeUInt32LE(mostData)
    const answer = value(key, at, name, nameSize, null, type, data, dataSize)
    if (answer === noMoreItems) return Object.fromEntries(found)
    if (answer !== 0 && answer !== moreData) throw new Error(`RegEnumValueW: ${answer}`)
    const whole = answer === 0 ? data.subarray(0, dataSize.readUInt32LE()) : Buffer.alloc(0)
    const named = textOf(name.subarray(0, nameSize.readUInt32LE() * 2))
    found.push([named, answer === 0 ? readValue(type.readUInt32LE(), whole) : null])
  }
}

/** The values of one key; null if there is no such key. */
const readKey = (advapi32: Advapi32, hive: Hive, path: string): Readonly<Record<string, unknown>> | null => {
  const handle = Buffer.alloc(8)
  const answer = advapi32.open(hives[hive], path, 0, keyRead, handle)
  if (answer === notFound) return null
  if (answer !== 0) throw new Error(`RegOpenKeyExW: ${answer}`)
  const key = handle.readBigInt64LE()
  try {
    return valuesOf(advapi32, key)
  } finally {
    advapi32.close(key)
  }
}

/** Group policy writes a list as the values 1, 2, 3 … of a key of its own. */
const listsIn = (advapi32: Advapi32, hive: Hive): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(policyKinds).flatMap(([name, kind]) => {
      const found = kind === 'list' ? readKey(advapi32, hive, `${policyKey}\\${name}`) : null
      return found === null ? [] : [[name, Object.values(found)]]
    }),
  )

/** Names of the registry have no case; those of the table have. */
const underOurNames = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const known = Object.keys(policyKinds).find((one) => one.toLowerCase() === name.toLowerCase())
      return [known !== undefined && isPolicyName(known) ? known : name, value]
    }),
  )

export const readPolicyRegistry = (hive: Hive): RawPolicies => {
  try {
    const advapi32 = openAdvapi32()
    const values = readKey(advapi32, hive, policyKey)
    if (values === null) return { kind: 'absent' }
    return { kind: 'read', values: { ...underOurNames(values), ...listsIn(advapi32, hive) } }
  } catch {
    return { kind: 'unreadable' }
  }
}
