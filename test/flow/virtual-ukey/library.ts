import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pkcs11js from 'pkcs11js'
import { createUkey, type NewUkey, plugUkey, ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'

export const PIN = '12345678'
export const SO_PIN = 'admin123'

/** For expect.poll: how long something may take on a busy machine. */
export const patience = { timeout: 25_000, interval: 20 }

/** The Sansec-family numbers and our own, as drivers/virtual-ukey/numbers.h has them. */
export const CKM = {
  keyPair: 0x80008001,
  sm3: 0x80008100,
  sm3Der: 0x80008101,
  sm3Z: 0x80008102,
  sm3ZDer: 0x80008103,
  digestDer: 0x80008104,
  digest: 0x80008105,
  encrypt: 0x80008200,
  encryptDer: 0x80008201,
  unwrap: 0x80565501,
} as const

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Builds the library (or its ASAN twin) unless it is up to date. */
export function build(...args: readonly string[]): void {
  execFileSync(process.execPath, [join(root, 'scripts/build-ukey.mjs'), ...args], { stdio: 'inherit' })
}

/** A folder for the keys of this test, with one key plugged in; the library of this process looks there. */
export function freshHome(key: NewUkey = {}): { home: string; drop: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'virtual-ukey-'))
  createUkey(home, 'alice', { label: 'alice', ...key })
  plugUkey(home, 'alice')
  process.env.VIRTUAL_UKEY_HOME = home
  return { home, drop: () => rmSync(home, { recursive: true, force: true }) }
}

/** Loads the library and initialises it with locking. */
export function openLibrary(): pkcs11js.PKCS11 {
  const p11 = new pkcs11js.PKCS11()
  p11.load(ukeyLibrary())
  p11.C_Initialize({ flags: pkcs11js.CKF_OS_LOCKING_OK })
  return p11
}

/** The slots with a key in them. */
export function present(p11: pkcs11js.PKCS11): readonly Buffer[] {
  return p11.C_GetSlotList(true)
}

export function slotOf(p11: pkcs11js.PKCS11, number = 0): Buffer {
  const slot = p11.C_GetSlotList(false)[number]
  if (slot === undefined) throw new Error(`no slot ${number}`)
  return slot
}

/** A read-write session with the key in this slot, logged in unless the caller says otherwise. */
export function openSession(p11: pkcs11js.PKCS11, pin: string | null = PIN, slot = 0): Buffer {
  const session = p11.C_OpenSession(slotOf(p11, slot), pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION)
  if (pin !== null) p11.C_Login(session, pkcs11js.CKU_USER, pin)
  return session
}

/** The name of the CK_RV with which a call ends. */
export function outcome(work: () => unknown): string {
  try {
    work()
    return 'CKR_OK'
  } catch (error) {
    return error instanceof Error ? (/CKR_\w+/.exec(error.message)?.[0] ?? error.message) : String(error)
  }
}

export interface Pair {
  readonly publicKey: Buffer
  readonly privateKey: Buffer
}

/** An SM2 pair on the token. */
export function sm2Pair(p11: pkcs11js.PKCS11, session: Buffer, label = 'pair'): Pair {
  const template = [
    { type: pkcs11js.CKA_TOKEN, value: true },
    { type: pkcs11js.CKA_LABEL, value: label },
    { type: pkcs11js.CKA_ID, value: Buffer.from(label) },
  ]
  return p11.C_GenerateKeyPair(session, { mechanism: CKM.keyPair }, template, template)
}

/** The bytes of one attribute of an object. */
export function attribute(p11: pkcs11js.PKCS11, session: Buffer, object: Buffer, type: number): Buffer {
  const [answer] = p11.C_GetAttributeValue(session, object, [{ type }])
  if (!Buffer.isBuffer(answer?.value)) throw new Error(`attribute ${type} is not bytes`)
  return answer.value
}

/** The 65 bytes 04||X||Y of a key. */
export function pointOf(p11: pkcs11js.PKCS11, session: Buffer, key: Buffer): Buffer {
  return attribute(p11, session, key, pkcs11js.CKA_EC_POINT).subarray(2)
}

export function sign(
  p11: pkcs11js.PKCS11,
  session: Buffer,
  key: Buffer,
  mechanism: number,
  data: Buffer,
): Buffer {
  p11.C_SignInit(session, { mechanism }, key)
  return p11.C_Sign(session, data, Buffer.alloc(512))
}

/** Handles of all objects that match. */
export function find(
  p11: pkcs11js.PKCS11,
  session: Buffer,
  template: pkcs11js.Template = [],
): readonly Buffer[] {
  p11.C_FindObjectsInit(session, template)
  const found = p11.C_FindObjects(session, 500)
  p11.C_FindObjectsFinal(session)
  return found
}

/** The one object that matches. */
export function findOne(p11: pkcs11js.PKCS11, session: Buffer, template: pkcs11js.Template): Buffer {
  const [object, ...more] = find(p11, session, template)
  if (object === undefined || more.length > 0)
    throw new Error(`${more.length + (object ? 1 : 0)} objects match, not one`)
  return object
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly text: string
}

export interface Child {
  /** SIGKILL. */
  readonly kill: () => void
  /** The job has printed something. */
  readonly spoke: Promise<void>
  readonly ended: Promise<Ended>
}

/** Runs one job of child.ts in a separate process. */
export function child(home: string, job: string, ...args: readonly string[]): Child {
  const script = fileURLToPath(new URL('./child.ts', import.meta.url))
  const running = spawn(process.execPath, [script, job, ...args], {
    env: { ...process.env, VIRTUAL_UKEY_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const spoke = new Promise<void>((resolve) => {
    running.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
      resolve()
    })
  })
  const ended = new Promise<Ended>((resolve) => {
    running.on('close', (code, signal) => resolve({ code, signal, text }))
  })
  return { kill: () => running.kill('SIGKILL'), spoke, ended }
}
