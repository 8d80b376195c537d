import type { Mechanism, Template } from 'pkcs11js'
import type { ObjectHandle, P11, Session, Slot, TokenInfo } from '../../../../src/native/pkcs11/library.ts'
import { CKR } from '../../../../src/native/pkcs11/numbers.ts'
import type { Setup, Sm2Numbers } from '../../../../src/native/pkcs11/setup.ts'

export const answered = (code: number): Error => Object.assign(new Error(`CKR_SOMETHING:${code}`), { code })

export const infoOf = (change: Partial<TokenInfo> = {}): TokenInfo => ({
  ...{ label: 'Key', manufacturerID: 'Maker', model: 'K1', serialNumber: 'S1', flags: 0x40c, utcTime: '' },
  ...{ maxSessionCount: 0, sessionCount: 0, maxRwSessionCount: 0, rwSessionCount: 0 },
  ...{ minPinLen: 4, maxPinLen: 8, hardwareVersion: { major: 0, minor: 0 } },
  ...{ firmwareVersion: { major: 0, minor: 0 }, totalPublicMemory: 0, freePublicMemory: 0 },
  ...{ totalPrivateMemory: 0, freePrivateMemory: 0 },
  ...change,
})

export const numbers: Sm2Numbers = {
  keyType: 0x80000101,
  generate: 0x80000201,
  sign: { mechanism: 0x80000202, form: 'raw' },
  decrypt: { mechanism: 0x80000203, form: 'asn1' },
  unwrap: 0x80000204,
}

export const setup: Setup = {
  ...{ library: '', parameters: null, vendor: 'Vendor', oneMaker: false, families: [] },
  ...{ unwrapEnveloped: null, pinRule: { min: 6, max: 16 }, triesFrom: { kind: 'flags' } },
  ...{ pollMilliseconds: 1, slotEvents: true },
}

export const ulong = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

const bytesOf = (value: Template[number]['value']): Buffer => {
  if (Buffer.isBuffer(value)) return Buffer.from(value)
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0)
  return ulong(Number(value))
}

type Objects = Map<string, Map<number, Buffer>>
const keyOf = (object: ObjectHandle): string => object.toString('hex')

export type MemoryToken = {
  readonly p11: P11
  /** The calls that matter, with what was given. */
  readonly calls: string[]
  readonly add: (template: Template) => ObjectHandle
  /** The objects that are there, each with the attributes that were written. */
  readonly objects: () => readonly ReadonlyMap<number, Buffer>[]
  /** From now on these calls fail with this number; without one they work again. */
  readonly fail: (name: keyof P11, code?: number) => void
}

type Signing = { readonly sign?: (input: Buffer) => Buffer; readonly decrypt?: (input: Buffer) => Buffer }

/** A token in memory that finds, tells, makes and destroys objects as a library does. */
export const memoryToken = ({
  sign = (input) => Buffer.concat([Buffer.from('signed '), input]),
  decrypt = (input) => Buffer.from(input),
}: Signing = {}): MemoryToken => {
  const all: Objects = new Map()
  const calls: string[] = []
  const failing = new Map<keyof P11, number>()
  let last = 0
  let found: ObjectHandle[] = []

  const note = (name: keyof P11, ...given: readonly (string | number)[]): void => {
    calls.push([name.slice(2), ...given].join(' '))
    const code = failing.get(name)
    if (code !== undefined) throw answered(code)
  }
  const add = (template: Template): ObjectHandle => {
    last += 1
    const handle = Buffer.of(last) as ObjectHandle
    all.set(keyOf(handle), new Map(template.map(({ type, value }) => [type, bytesOf(value)])))
    return handle
  }
  const matches = (object: ReadonlyMap<number, Buffer>, template: Template): boolean =>
    template.every(({ type, value }) => object.get(type)?.equals(bytesOf(value)) === true)
  const tell = (_: Session, object: ObjectHandle, template: Template) => {
    note('C_GetAttributeValue')
    const attributes = all.get(keyOf(object))
    if (attributes === undefined) throw answered(CKR.OBJECT_HANDLE_INVALID)
    return template.map(({ type }) => {
      const value = attributes.get(type)
      if (value === undefined) throw answered(CKR.ATTRIBUTE_TYPE_INVALID)
      return { type, value }
    })
  }
  const begin = (_: Session, template: Template): void => {
    note('C_FindObjectsInit')
    found = [...all].flatMap(([key, object]) =>
      matches(object, template) ? [Buffer.from(key, 'hex') as ObjectHandle] : [],
    )
  }
  const create = (_: Session, template: Template): ObjectHandle => {
    note('C_CreateObject')
    return add(template)
  }
  const destroy = (_: Session, object: ObjectHandle): void => {
    note('C_DestroyObject', keyOf(object))
    all.delete(keyOf(object))
  }
  const generate = (_: Session, { mechanism }: Mechanism, forPublic: Template, forPrivate: Template) => {
    note('C_GenerateKeyPair', mechanism)
    return { publicKey: add([...forPublic, point]), privateKey: add(forPrivate) }
  }
  const unwrap = (
    _: Session,
    { mechanism }: Mechanism,
    wrapping: ObjectHandle,
    wrapped: Buffer,
    template: Template,
  ) => {
    note('C_UnwrapKey', mechanism, keyOf(wrapping), wrapped.toString('hex'))
    return add(template)
  }
  const initialised =
    (name: keyof P11) =>
    (_: Session, { mechanism }: Mechanism, key: ObjectHandle) =>
      note(name, mechanism, keyOf(key))
  const noted = (name: keyof P11) => () => note(name)
  const logIn = (_: Session, user: number, pin: string) => note('C_Login', user, pin)
  const next = (_: Session, most: number) => found.splice(0, most)
  const [oneSlot, noList] = [() => [Buffer.of(1) as Slot], () => []]
  const [tellToken, tellSession] = [() => infoOf(), () => sessionInfo]
  const open = () => Buffer.of(9) as Session
  const signed = (_: Session, data: Buffer) => sign(data)
  const opened = (_: Session, data: Buffer) => decrypt(data)
  const p11: Partial<P11> = {
    ...{ C_GetSlotList: oneSlot, C_GetMechanismList: noList, C_GetTokenInfo: tellToken },
    ...{ C_OpenSession: open, C_CloseSession: noted('C_CloseSession'), C_GetSessionInfo: tellSession },
    ...{ C_Login: logIn, C_Logout: noted('C_Logout') },
    ...{ C_FindObjectsInit: begin, C_FindObjects: next, C_FindObjectsFinal: noted('C_FindObjectsFinal') },
    ...{ C_GetAttributeValue: tell, C_CreateObject: create, C_DestroyObject: destroy },
    ...{ C_GenerateKeyPair: generate, C_UnwrapKey: unwrap },
    ...{ C_SignInit: initialised('C_SignInit'), C_Sign: signed },
    ...{ C_DecryptInit: initialised('C_DecryptInit'), C_Decrypt: opened },
  }
  const fail = (name: keyof P11, code?: number): void => {
    if (code === undefined) failing.delete(name)
    else failing.set(name, code)
  }
  return { p11: p11 as P11, calls, add, objects: () => [...all.values()], fail }
}

const sessionInfo = { slotID: Buffer.of(1), state: 2, flags: 0, deviceError: 0 }
/** 04||X||Y of the pairs that the token makes. */
export const madePoint = Uint8Array.of(4, ...Buffer.alloc(64, 0x33))
const CKA_EC_POINT = 0x181
const point = { type: CKA_EC_POINT, value: Buffer.concat([Buffer.of(4, 65), madePoint]) }
