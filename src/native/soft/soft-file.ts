import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../pin.ts'
import { previousOf } from './safe-write.ts'
import { lockedKey, sealedBox } from './sealing.ts'

export const FORMAT = 'cert-assistant-soft-token'
export const VERSION = 1

/** Tries that a soft PIN has; then it is locked until unlocked or restored. */
export const SOFT_TRIES = 10
/** 6 to 20 characters of any kind that can be printed. */
export const softPinRule = { min: 6, max: 20 } as const

const base64 = z.base64()

/** SM2, or RSA where an old certificate was imported from a .pfx file. */
export const keyKind = z.enum(['sm2', 'rsa']).default('sm2')
const guarded = z.strictObject({ triesLeft: z.int().min(0).max(SOFT_TRIES), lock: lockedKey })

const softFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  serial: z.string().regex(/^[0-9A-F]{16}$/),
  label: z.string().max(200),
  createdAt: z.string(),
  pin: guarded,
  /** A second lock on the same key, for the authority's unlocking; null where nobody holds a secret. */
  administrator: guarded.nullable(),
  /** Set where the file only opens on the machine that made it. */
  machineMark: base64.nullable(),
  /** Private keys and data objects, under the key that the locks hold. */
  secrets: sealedBox,
  keys: z.array(
    z.strictObject({ keyId: z.string(), label: z.string(), type: keyKind, publicKey: base64 }).readonly(),
  ),
  certificates: z.array(z.strictObject({ keyId: z.string(), label: z.string(), der: base64 }).readonly()),
})

export type SoftFile = z.infer<typeof softFileSchema>

/** What is behind the PIN. */
export const secretsSchema = z.strictObject({
  keys: z.array(z.strictObject({ keyId: z.string(), privateKey: base64 })),
  data: z.array(z.strictObject({ label: z.string(), value: base64 })),
})
export type Secrets = z.infer<typeof secretsSchema>

export type NewSoftToken = {
  readonly label: string
  readonly pin: Pin
  /** Whoever holds this can set a new PIN (C_InitPIN of a Ukey); without it a locked soft token stays locked. */
  readonly administrator?: Pin
}

/** Reads the text of a soft-token file. */
export const parseSoftFile = (text: string): SoftFile => {
  const damaged = (cause: unknown) => new AssistantError('soft-file-damaged', {}, cause)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw damaged(error)
  }
  const { format, version } = (json ?? {}) as { readonly format?: unknown; readonly version?: unknown }
  if (format === FORMAT && typeof version === 'number' && version > VERSION) {
    throw new AssistantError('soft-file-newer')
  }
  const parsed = softFileSchema.safeParse(json)
  if (!parsed.success) throw damaged(parsed.error)
  return parsed.data
}

/** Reads a soft-token file, or the copy kept before its last change if the file itself cannot be read. */
export const readSoftFile = async (file: string): Promise<SoftFile> => {
  try {
    return parseSoftFile(await readFile(file, 'utf8'))
  } catch (error) {
    if (error instanceof AssistantError && error.code === 'soft-file-newer') throw error
    const before = await readFile(previousOf(file), 'utf8').catch(() => null)
    if (before !== null) return parseSoftFile(before)
    throw error instanceof AssistantError ? error : new AssistantError('soft-file-damaged', {}, error)
  }
}

export const encodeSoftFile = (file: SoftFile): Uint8Array =>
  Buffer.from(`${JSON.stringify(file, null, 1)}\n`)
