import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import { diskTrouble, previousOf } from './safe-write.ts'
import { lockedKey, sealedBox } from './sealing.ts'
import type { SoftWarning } from './soft-troubles.ts'
import { unlockLock, unlockPublicKey } from './unlock-locks.ts'

export const FORMAT = 'cert-assistant-soft-token'
/**
 * Version 2 can be unlocked by a secret that the authority holds. Version 1 could not; it is written as 2 from now
 * on.
 */
export const VERSION = 2

/** Tries of a soft PIN. Then it is locked until it is unlocked or restored. */
export const SOFT_TRIES = 10
/** 6 to 20 printable characters. */
export const softPinRule = { min: 6, max: 20 } as const

const base64 = z.base64()

/** SM2, or RSA if an old certificate was imported from a .pfx file. */
export const keyKind = z.enum(['sm2', 'rsa']).default('sm2')
const guarded = z.strictObject({ triesLeft: z.int().min(0).max(SOFT_TRIES), lock: lockedKey })

/** Each lock costs a derivation to try. Our own files have eight at most. */
const mostLocks = 64

export const storedSeals = z.array(z.strictObject({ label: z.string().max(64), der: base64 }).readonly())

const softFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  serial: z.string().regex(/^[0-9A-F]{16}$/),
  label: z.string().max(200),
  createdAt: z.string(),
  pin: guarded,
  /** Further locks on the same key, with which the authority unlocks. */
  unlocks: z.array(unlockLock).max(mostLocks),
  /** Set if the file opens only on the machine that made it. */
  machineMark: base64.nullable(),
  /** Private keys and data objects, sealed under the key that the locks hold. */
  secrets: sealedBox,
  keys: z.array(
    z.strictObject({ keyId: z.string(), label: z.string(), type: keyKind, publicKey: base64 }).readonly(),
  ),
  certificates: z.array(z.strictObject({ keyId: z.string(), label: z.string(), der: base64 }).readonly()),
  /** Electronic seals, which anybody may read. Files without one lack the field, as those of older versions do. */
  seals: storedSeals.optional(),
})

export type SoftFile = z.infer<typeof softFileSchema>

/** What the PIN protects. */
export const secretsSchema = z.strictObject({
  keys: z.array(z.strictObject({ keyId: z.string(), privateKey: base64 })),
  data: z.array(z.strictObject({ label: z.string(), value: base64 })),
})

/** The same as stored in the file, together with the public halves of its unlock locks. */
export const vaultSchema = secretsSchema.extend({ unlockKeys: z.array(unlockPublicKey).default([]) })

export type NewSoftToken = {
  readonly label: string
  readonly pin: Pin
}

const damaged = (cause?: unknown) => new AssistantError('soft-file-damaged', {}, cause)

const jsonOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(text) ?? {}
  } catch (error) {
    throw damaged(error)
  }
}

const checksumOf = (content: object): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex')

/** What a file says. `whole`: byte for byte as it was written, as far as it can tell (old files have no checksum). */
type Parsed = { readonly file: SoftFile; readonly whole: boolean }

/** The content that counts, with a warning if something happened to the file. */
export type SoftReading = Parsed & { readonly warning: SoftWarning | null }

/** Version 1 had a place for an administrator's lock, which was never used. */
const ofFirstVersion = ({ administrator: _, ...content }: Readonly<Record<string, unknown>>) => {
  return { ...content, version: VERSION, unlocks: [] }
}

const parseSoftFile = (text: string): Parsed => {
  const { checksum, ...content } = jsonOf(text)
  const { format, version } = content
  if (format === FORMAT && typeof version === 'number' && version > VERSION) {
    throw new AssistantError('soft-file-newer')
  }
  const parsed = softFileSchema.safeParse(version === 1 ? ofFirstVersion(content) : content)
  if (!parsed.success) throw damaged(parsed.error)
  return { file: parsed.data, whole: checksum === undefined || checksum === checksumOf(content) }
}

/** Whether these bytes are a soft-token file to which nothing happened. */
export const isWholeSoftFile = (bytes: Uint8Array): boolean => {
  try {
    return parseSoftFile(Buffer.from(bytes).toString()).whole
  } catch {
    return false
  }
}

/** Hundreds of key pairs; what is larger, a pipe or a device is no file of ours and might never end. */
const mostBytes = 16 * 1024 * 1024

const readOne = async (file: string): Promise<Parsed> => {
  const found = await stat(file)
  if (!found.isFile() || found.size > mostBytes) throw damaged()
  return parseSoftFile(await readFile(file, 'utf8'))
}

const refusalOf = (error: unknown): AssistantError =>
  error instanceof AssistantError ? error : (diskTrouble(error) ?? damaged(error))

const stays: readonly string[] = ['soft-file-newer', 'folder-not-writable']

/**
 * Reads a soft-token file. If the file is gone or something happened to it, reads the copy kept before its last
 * change. If there is no good copy, a readable file is better than none: sealed parts reveal by themselves whether
 * they are right.
 */
export const readSoftFile = async (file: string): Promise<SoftReading> => {
  const now = await readOne(file).catch(refusalOf)
  if (now instanceof AssistantError ? stays.includes(now.code) : now.whole) return readOrThrown(now)
  const before = await readOne(previousOf(file)).catch(() => null)
  return before?.whole ? { ...before, warning: 'soft-file-copy-used' } : readOrThrown(now)
}

const readOrThrown = (read: Parsed | AssistantError): SoftReading => {
  if (read instanceof AssistantError) throw read
  return { ...read, warning: read.whole ? null : 'soft-file-changed' }
}

/** A count takes two characters, so that neither the length of the file nor the last byte of a full disk reveals it. */
const countPadding = ({ pin }: SoftFile): string => ' '.repeat(2 - String(pin.triesLeft).length)

/** The bytes of a soft-token file, with a checksum that later tells whether they are still the same. */
export const encodeSoftFile = (file: SoftFile): Uint8Array =>
  Buffer.from(`${JSON.stringify({ ...file, checksum: checksumOf(file) }, null, 1)}${countPadding(file)}\n`)
