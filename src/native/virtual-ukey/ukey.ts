import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  DEFAULT_APPLICATION,
  DEFAULT_SO_PIN,
  DEFAULT_USER_PIN,
  type KeyFacts,
  type KeySettings,
  newKeyFile,
  parseKeyFile,
} from './key-file.ts'

const SLOTS = 16
const ID = /^[A-Za-z0-9_-]{1,32}$/

/** The settings of a new key; all have defaults. */
export type NewUkey = Partial<Omit<KeySettings, 'label'>> & {
  /** Text, or bytes for a label that is not UTF-8. */
  readonly label?: string | Uint8Array
}

export interface Ukey {
  readonly id: string
  readonly plugged: boolean
  /** null: the file is damaged. */
  readonly facts: KeyFacts | null
}

/** The PKCS#11 library that `npm run build:ukey` makes; those of SKF are in quirks.ts. */
export const ukeyLibrary = (): string => {
  return fileURLToPath(new URL('../../../build/ukey/libvirtual-ukey.so', import.meta.url))
}

/** The folder of the keys: VIRTUAL_UKEY_HOME, or a folder in the user's data folder. The library uses the same rule. */
export const ukeyHome = (env: NodeJS.ProcessEnv = process.env): string => {
  if (env.VIRTUAL_UKEY_HOME) return env.VIRTUAL_UKEY_HOME
  const data = env.XDG_DATA_HOME
  const base = data && isAbsolute(data) ? data : join(env.HOME ?? homedir(), '.local', 'share')
  return join(base, 'cert-assistant', 'virtual-ukey')
}

/** The path of one of a key's files: `.ukey`, `.plugged`, `.faults`, `.delays`, `.quirks`, `.keypad`. */
export const ukeyFile = (home: string, id: string, suffix: string): string => {
  if (!ID.test(id)) throw new Error(`not a key name (letters, digits, - and _, at most 32): ${id}`)
  return join(home, `${id}${suffix}`)
}

const writeDurably = (path: string, text: string, mode: 'w' | 'wx' = 'w'): void => {
  const aside = `${path}.${process.pid}.new`
  const fd = openSync(aside, mode, 0o600)
  writeSync(fd, text)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(aside, path)
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

const clip = (bytes: Uint8Array, size: number, what: string): Uint8Array => {
  if (bytes.length > size) throw new Error(`${what} is longer than ${size} bytes`)
  return bytes
}

const freeSlot = (home: string): number => {
  const taken = new Set(listUkeys(home).map((key) => key.facts?.slot))
  for (let slot = 0; slot < SLOTS; slot++) if (!taken.has(slot)) return slot
  throw new Error(`all ${SLOTS} slots have a key`)
}

/** Makes a key in the folder, not plugged in yet. Throws if the name or the slot is taken. */
export const createUkey = (home: string, id: string, wanted: NewUkey = {}): void => {
  const path = ukeyFile(home, id, '.ukey')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (existsSync(path)) throw new Error(`there is a key named ${id} already`)
  const slot = wanted.slot ?? freeSlot(home)
  if (listUkeys(home).some((key) => key.facts?.slot === slot))
    throw new Error(`slot ${slot} has a key already`)
  const userTries = wanted.userTries ?? 6
  const settings: KeySettings = {
    manufacturer: 'Virtual Ukey',
    model: 'VU-SM2',
    serial: randomBytes(8).toString('hex').toUpperCase(),
    generation: 5,
    family: null,
    unwrap: true,
    import: true,
    keypad: false,
    alwaysAuthenticate: false,
    pinMin: 6,
    pinMax: 16,
    pinDigits: false,
    capacity: 512 * 1024,
    application: DEFAULT_APPLICATION,
    userPin: DEFAULT_USER_PIN,
    soPin: DEFAULT_SO_PIN,
    soTries: 10,
    userTriesLeft: userTries,
    ...wanted,
    slot,
    userTries,
    label: clip(Buffer.from(wanted.label ?? id), 32, 'label'),
  }
  clip(Buffer.from(settings.manufacturer), 32, 'manufacturer')
  clip(Buffer.from(settings.model), 16, 'model')
  clip(Buffer.from(settings.serial), 16, 'serial')
  clip(Buffer.from(settings.application), 64, 'application')
  writeDurably(path, newKeyFile(settings))
}

/** Removes the key for good, with its objects. */
export const removeUkey = (home: string, id: string): void => {
  unplugUkey(home, id)
  for (const suffix of [
    '.ukey',
    '.ukey.new',
    '.faults',
    '.delays',
    '.keypad',
    '.quirks',
    '.claim',
    '.session',
    '.lock',
  ])
    rmSync(ukeyFile(home, id, suffix), { force: true })
}

/** Plugs the key in: from now on the library shows it. A key that is already in stays in. */
export const plugUkey = (home: string, id: string): void => {
  if (!existsSync(ukeyFile(home, id, '.ukey'))) throw new Error(`there is no key named ${id}`)
  closeSync(openSync(ukeyFile(home, id, '.plugged'), 'a', 0o600))
}

/** Pulls the key out: its sessions end, whatever they are doing. */
export const unplugUkey = (home: string, id: string): void => {
  rmSync(ukeyFile(home, id, '.plugged'), { force: true })
}

export const isPlugged = (home: string, id: string): boolean => {
  return existsSync(ukeyFile(home, id, '.plugged'))
}

/** What the key's file reveals without a PIN. */
export const readUkey = (home: string, id: string): Ukey => {
  const facts = parseKeyFile(readFileSync(ukeyFile(home, id, '.ukey'), 'utf8'))
  return { id, plugged: isPlugged(home, id), facts }
}

/** All keys of the folder, by name; none where there is no folder. */
export const listUkeys = (home: string): readonly Ukey[] => {
  if (!existsSync(home)) return []
  return readdirSync(home)
    .filter((name) => name.endsWith('.ukey') && ID.test(name.slice(0, -5)))
    .sort()
    .map((name) => readUkey(home, name.slice(0, -5)))
}

/** Types a PIN on the key's own keypad: the next login without a PIN uses it. */
export const typeOnKeypad = (home: string, id: string, pin: string): void => {
  writeDurably(ukeyFile(home, id, '.keypad'), pin)
}
