import { parseArgs } from 'node:util'
import { textOf } from '../library-text.ts'
import { type BlankWish, NotBlank, prepareBlank } from './blank-ukey.ts'
import { Connections } from './connections.ts'
import { deviceNames, readInfo } from './devices.ts'
import { type Library, openLibrary } from './library.ts'
import type { Name } from './names.ts'
import { codeOf, libraryWords } from './results.ts'

const USAGE = `Blank SKF Ukeys: for makers and authorities that have the device key. Nothing is ever erased.

  npm run blank-ukey -- list LIBRARY                          the devices that the library lists
  npm run blank-ukey -- prepare LIBRARY DEVICE APPLICATION    make the application of a blank device
      --admin-tries N --user-tries N                          10 each, unless told otherwise

The secrets stand in the environment, because a command line can be read by others:
  DEVICE_KEY   16 characters, or 32 hexadecimal digits
  ADMIN_PIN    the administrator's PIN of the new application
  USER_PIN     the PIN of its holder
A device may lock itself for ever after some wrong device keys. One run tries one key once.`

class Wrong extends Error {}

const secret = (name: string, isRight: (text: string) => boolean): string => {
  const text = process.env[name] ?? ''
  if (!isRight(text)) throw new Wrong(`${name} is missing or has a wrong length`)
  return text
}

const deviceKey = (): Uint8Array => {
  const text = secret('DEVICE_KEY', (one) => one.length === 16 || /^[0-9A-Fa-f]{32}$/.test(one))
  const key = Buffer.from(text, text.length === 16 ? 'latin1' : 'hex')
  if (key.length !== 16) throw new Wrong('DEVICE_KEY has letters that are no bytes')
  return key
}

const pin = (name: string): string => secret(name, (text) => /^[\x21-\x7e]{4,16}$/.test(text))

const count = (name: string, text: string | undefined): number => {
  const value = Number(text ?? 10)
  if (!Number.isInteger(value) || value < 1 || value > 15) throw new Wrong(`${name} is a number from 1 to 15`)
  return value
}

const withDevice = async <T>(
  library: Library,
  name: Name,
  work: (connection: Awaited<ReturnType<Connections['take']>>) => T,
) => {
  const connections = new Connections(library)
  const connection = await connections.take(name)
  try {
    return work(connection)
  } finally {
    connections.release(connection)
  }
}

const list = async (library: Library): Promise<string> => {
  const lines: string[] = []
  for (const name of deviceNames(library))
    lines.push(
      await withDevice(library, name, (connection) => {
        const { label, serial, devAuthAlgId } = readInfo(connection)
        return `${textOf(name)}: ${textOf(label)}, serial ${textOf(serial)}, device key of 0x${devAuthAlgId.toString(16)}`
      }),
    )
  return lines.join('\n') || 'no devices'
}

const prepare = async (library: Library, device: string, wish: BlankWish): Promise<string> => {
  const name = deviceNames(library).find((one) => textOf(one) === device)
  if (name === undefined) throw new Wrong(`the library lists no device ${device}`)
  await withDevice(library, name, (connection) => prepareBlank(connection, deviceKey(), wish))
  return `${device} has the application ${wish.application} now`
}

const work = (): Promise<string> => {
  const options = { 'admin-tries': { type: 'string' }, 'user-tries': { type: 'string' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [verb, path, device, application] = positionals
  if (verb === 'list' && path !== undefined) return list(openLibrary(path))
  if (verb !== 'prepare' || path === undefined || device === undefined || application === undefined)
    throw new Wrong(USAGE)
  const wish = {
    application,
    adminPin: pin('ADMIN_PIN'),
    userPin: pin('USER_PIN'),
    adminTries: count('--admin-tries', values['admin-tries']),
    userTries: count('--user-tries', values['user-tries']),
  }
  return prepare(openLibrary(path), device, wish)
}

const wordsOf = (error: unknown): string => {
  if (error instanceof Wrong || error instanceof NotBlank) return error.message
  if (codeOf(error) !== null) return `the device refused, and nothing was changed: ${libraryWords(error)}`
  return error instanceof Error ? error.message : String(error)
}

try {
  console.log(await work())
} catch (error) {
  console.error(wordsOf(error))
  process.exitCode = 1
}
