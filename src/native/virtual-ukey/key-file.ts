import { createCipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { MechanismFamily } from '../drivers/schema.ts'
import { familyLine } from './family.ts'

/** The file format that drivers/virtual-ukey/text.c reads and writes; its README describes it. */
export interface KeySettings {
  readonly slot: number
  readonly label: Uint8Array
  readonly manufacturer: string
  readonly model: string
  readonly serial: string
  /** 4: RSA only, like old keys; 5: SM2 as well. */
  readonly generation: 4 | 5
  /** The family whose SM2 numbers the key speaks; null for the virtual Ukey's own. */
  readonly family: MechanismFamily | null
  /** Whether the key can open an SM2EnvelopedKey inside. */
  readonly unwrap: boolean
  /** Whether a private key may be put in with C_CreateObject. */
  readonly import: boolean
  /** A keypad of its own (CKF_PROTECTED_AUTHENTICATION_PATH): the PIN is read from `<id>.keypad`. */
  readonly keypad: boolean
  /** Each use of a private key that is made on the key asks for the PIN anew (CKA_ALWAYS_AUTHENTICATE). */
  readonly alwaysAuthenticate: boolean
  readonly pinMin: number
  readonly pinMax: number
  readonly pinDigits: boolean
  readonly capacity: number
  /** The name of the application in which SKF shows what PKCS#11 shows. */
  readonly application: string
  readonly userPin: string | null
  readonly soPin: string | null
  readonly userTries: number
  readonly soTries: number
  readonly userTriesLeft: number
}

export const DEFAULT_USER_PIN = '12345678'
export const DEFAULT_SO_PIN = 'admin123'
export const DEFAULT_APPLICATION = 'VirtualUkey'

const ITERATIONS = 2000

const hex = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('hex') || '-'

/** The master key under a PIN: PBKDF2-HMAC-SHA256, then AES-256-GCM as nonce, ciphertext, tag (seal.c). */
const wrapMaster = (pin: string, master: Uint8Array): string => {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = pbkdf2Sync(pin, salt, ITERATIONS, 32, 'sha256')
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.alloc(16))
  const sealed = Buffer.concat([nonce, cipher.update(master), cipher.final(), cipher.getAuthTag()])
  key.fill(0)
  return `${ITERATIONS} ${hex(salt)} ${hex(sealed)}`
}

const pinLine = (name: string, pin: string | null, left: number, max: number, master: Uint8Array): string => {
  const isDefault = name === 'user-pin' && pin === DEFAULT_USER_PIN ? 1 : 0
  return `${name} ${left} ${max} ${isDefault} ${pin === null ? '0 - -' : wrapMaster(pin, master)}`
}

/** The file of a new key without objects. The PINs are in it only as wraps of the master key. */
export const newKeyFile = (settings: KeySettings): string => {
  const master = randomBytes(32)
  const lines = [
    'virtual-ukey 1',
    `slot ${settings.slot}`,
    `epoch ${randomBytes(3).readUIntBE(0, 3)}`,
    `generation ${settings.generation}`,
    `label ${hex(settings.label)}`,
    `manufacturer ${hex(settings.manufacturer)}`,
    `model ${hex(settings.model)}`,
    `serial ${hex(settings.serial)}`,
    `unwrap ${Number(settings.unwrap)}`,
    `import ${Number(settings.import)}`,
    `keypad ${Number(settings.keypad)}`,
    ...(settings.alwaysAuthenticate ? ['always-authenticate 1'] : []),
    `pin-rule ${settings.pinMin} ${settings.pinMax} ${settings.pinDigits ? 'digits' : 'any'}`,
    ...(settings.family === null ? [] : [familyLine(settings.family)]),
    `capacity ${settings.capacity}`,
    'next 1',
    `application 0 16 ${hex(settings.application)}`,
    pinLine('user-pin', settings.userPin, settings.userTriesLeft, settings.userTries, master),
    pinLine('so-pin', settings.soPin, settings.soTries, settings.soTries, master),
  ]
  master.fill(0)
  const body = `${lines.join('\n')}\n`
  return `${body}sha256 ${createHash('sha256').update(body).digest('hex')}\n`
}

export interface PinState {
  readonly left: number
  readonly max: number
  readonly isDefault: boolean
  readonly set: boolean
}

export interface KeyObject {
  readonly handle: number
  readonly kind: string
  readonly label: string
  readonly id: string
}

/** What a key's file reveals without a PIN. */
export interface KeyFacts {
  readonly slot: number
  readonly label: string
  readonly manufacturer: string
  readonly model: string
  readonly serial: string
  readonly generation: number
  readonly user: PinState
  readonly so: PinState
  readonly objects: readonly KeyObject[]
}

const kinds = ['data', 'certificate', 'public key', 'private key']

const bytesOf = (text: string | undefined): Buffer =>
  text === undefined || text === '-' ? Buffer.alloc(0) : Buffer.from(text, 'hex')

const parsePin = (line: string | undefined): PinState => {
  const [left, max, isDefault, , , wrapped] = (line ?? '').split(' ')
  return { left: Number(left), max: Number(max), isDefault: isDefault === '1', set: wrapped !== '-' }
}

const parseObject = (lines: readonly string[]): KeyObject => {
  const attribute = (type: string) =>
    bytesOf(lines.find((line) => line.startsWith(`attr ${type} `))?.split(' ')[2])
  const kind = attribute('0')
  return {
    handle: Number(lines[0]?.split(' ')[1]),
    kind: kinds[kind.length === 0 ? -1 : (kind[0] ?? -1)] ?? 'unknown',
    label: attribute('3').toString('utf8'),
    id: attribute('102').toString('hex'),
  }
}

/** Reads a key's file; null if it is not whole (its last line does not match). */
export const parseKeyFile = (text: string): KeyFacts | null => {
  const at = text.lastIndexOf('sha256 ')
  const body = text.slice(0, Math.max(at, 0))
  if (text.slice(at) !== `sha256 ${createHash('sha256').update(body).digest('hex')}\n`) return null
  const [head = '', ...objects] = body.split(/^(?=object )/m)
  // Each application has lines of the same names for its PINs; those of the first are the key's for PKCS#11.
  const lines = head.split('\n').reverse()
  const settings = new Map(
    lines.map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const),
  )
  const textOf = (name: string) => bytesOf(settings.get(name)).toString('utf8')
  return {
    slot: Number(settings.get('slot')),
    label: textOf('label'),
    manufacturer: textOf('manufacturer'),
    model: textOf('model'),
    serial: textOf('serial'),
    generation: Number(settings.get('generation')),
    user: parsePin(settings.get('user-pin')),
    so: parsePin(settings.get('so-pin')),
    objects: objects.map((object) => parseObject(object.trimEnd().split('\n'))),
  }
}
