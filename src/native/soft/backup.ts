import { randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { PkiError, sm4GcmOpen, sm4GcmSeal } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import { type KdfCost, kdfCost, scryptKey } from '../derivation/scrypt.ts'
import { fileTurns } from '../derivation/turns.ts'
import { keyKind, secretsSchema, storedSeals } from './soft-file.ts'

// docs/backup-file.md describes the file for anyone who must read it without this program.
const FORMAT = 'cert-assistant-backup'
const VERSION = 1

const base64 = z.base64()

/** One soft token with everything in it, as a backup holds it. */
const backedUp = z.strictObject({
  serial: z.string().regex(/^[0-9A-F]{16}$/),
  label: z.string().max(200),
  secrets: secretsSchema,
  keys: z.array(z.strictObject({ keyId: z.string(), label: z.string(), type: keyKind, publicKey: base64 })),
  certificates: z.array(z.strictObject({ keyId: z.string(), label: z.string(), der: base64 })),
  seals: storedSeals.optional(),
})

const backupSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  createdAt: z.string(),
  kdf: kdfCost,
  salt: base64,
  /** Tells a wrong password from a damaged file. */
  check: base64,
  nonce: base64,
  tag: base64,
  tokens: base64,
})

export type BackedUp = z.infer<typeof backedUp>

/** People carry backups around, so a backup's password must be stronger than a PIN. */
export const passwordRule = { min: 8, max: 64 } as const

const checkPassword = (password: Pin): void => {
  const { length } = [...password.reveal()]
  if (length < passwordRule.min || length > passwordRule.max) {
    throw new AssistantError('pin-length', passwordRule)
  }
}

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytes64 = (text: string): Buffer => Buffer.from(text, 'base64')

/** The first 16 bytes are the SM4 key, the other 32 are the check. */
const keysOf = async (secret: Pin, salt: Uint8Array, cost: KdfCost, signal: AbortSignal | undefined) => {
  const derived = await scryptKey({ secret, salt, cost, signal, turns: fileTurns })
  return { key: derived.subarray(0, 16), check: derived.subarray(16, 48) }
}

/** The clear part is authenticated too, so a file with a changed header does not open. */
const headerOf = (file: { kdf: KdfCost; salt: string; check: string; createdAt: string }): Uint8Array => {
  const { N, r, p } = file.kdf
  return Buffer.from([FORMAT, VERSION, file.createdAt, N, r, p, file.salt, file.check].join('\n'))
}

/** One file with soft tokens in it, under a password. */
export const writeBackup = async (
  tokens: readonly BackedUp[],
  password: Pin,
  kdf: KdfCost,
  signal?: AbortSignal,
): Promise<Uint8Array> => {
  checkPassword(password)
  const [salt, nonce] = [randomBytes(32), randomBytes(12)]
  const { key, check } = await keysOf(password, salt, kdf, signal)
  const head = { createdAt: new Date().toISOString(), kdf, salt: text64(salt), check: text64(check) }
  const plain = Buffer.from(JSON.stringify(tokens))
  const { ciphertext, tag } = sm4GcmSeal(key, nonce, plain, headerOf(head))
  plain.fill(0)
  key.fill(0)
  const sealed = { nonce: text64(nonce), tag: text64(tag), tokens: text64(ciphertext) }
  return Buffer.from(`${JSON.stringify({ format: FORMAT, version: VERSION, ...head, ...sealed }, null, 1)}\n`)
}

/** Each restored token gets a lock of its own, which is slow; more than this would take many minutes. */
const MOST_TOKENS = 64

const damaged = (cause?: unknown) => new AssistantError('backup-damaged', {}, cause)

const parsed = <S extends z.ZodType>(schema: S, text: string): z.infer<S> => {
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    throw damaged(error)
  }
}

const refuseNewer = (text: string): void => {
  const head = z.object({ format: z.literal(FORMAT), version: z.int().min(VERSION + 1) })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw damaged(error)
  }
  if (head.safeParse(json).success) throw new AssistantError('backup-newer')
}

const open = (key: Uint8Array, file: z.infer<typeof backupSchema>): Buffer => {
  const sealed = { ciphertext: bytes64(file.tokens), tag: bytes64(file.tag) }
  try {
    return Buffer.from(sm4GcmOpen(key, bytes64(file.nonce), sealed, headerOf(file)))
  } catch (error) {
    throw error instanceof PkiError ? damaged(error) : error
  } finally {
    key.fill(0)
  }
}

/** Opens a backup and returns its soft tokens. */
export const readBackup = async (
  bytes: Uint8Array,
  password: Pin,
  signal?: AbortSignal,
): Promise<readonly BackedUp[]> => {
  const text = Buffer.from(bytes).toString()
  refuseNewer(text)
  const file = parsed(backupSchema, text)
  const { key, check } = await keysOf(password, bytes64(file.salt), file.kdf, signal)
  const expected = bytes64(file.check)
  if (expected.length !== check.length) throw damaged()
  if (!timingSafeEqual(expected, check)) throw new AssistantError('backup-password-wrong')
  const plain = open(key, file)
  try {
    const tokens = parsed(z.array(backedUp), plain.toString())
    if (tokens.length > MOST_TOKENS) throw new AssistantError('file-too-costly')
    return tokens
  } finally {
    plain.fill(0)
  }
}
