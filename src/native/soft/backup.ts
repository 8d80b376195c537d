import { z } from 'zod'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../pin.ts'
import { type KdfCost, lockedKey, lockKey, seal, sealedBox, unlockKey, unseal } from './sealing.ts'
import { secretsSchema } from './soft-file.ts'

const FORMAT = 'cert-assistant-backup'
const CONTEXT = 'backup'

const base64 = z.base64()

/** One soft token with everything in it, as it lies in a backup. */
const backedUp = z.strictObject({
  serial: z.string().regex(/^[0-9A-F]{16}$/),
  label: z.string().max(200),
  secrets: secretsSchema,
  keys: z.array(z.strictObject({ keyId: z.string(), label: z.string(), publicKey: base64 })),
  certificates: z.array(z.strictObject({ keyId: z.string(), label: z.string(), der: base64 })),
})

const backupSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  createdAt: z.string(),
  lock: lockedKey,
  tokens: sealedBox,
})

export type BackedUp = z.infer<typeof backedUp>

/** A backup is carried about, so its password is held to more than a PIN is. */
export const passwordRule = { min: 8, max: 64 } as const

const checkPassword = (password: Pin): void => {
  const { length } = [...password.reveal()]
  if (length < passwordRule.min || length > passwordRule.max) {
    throw new AssistantError('pin-length', passwordRule)
  }
}

/** One file with soft tokens in it, under a password. */
export const writeBackup = async (
  tokens: readonly BackedUp[],
  password: Pin,
  kdf: KdfCost,
): Promise<Uint8Array> => {
  checkPassword(password)
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32)))
  const plain = Buffer.from(JSON.stringify(tokens))
  const file = {
    format: FORMAT,
    version: 1,
    createdAt: new Date().toISOString(),
    lock: await lockKey(password.reveal(), key, CONTEXT, kdf, null),
    tokens: seal(key, CONTEXT, plain),
  }
  plain.fill(0)
  key.fill(0)
  return Buffer.from(`${JSON.stringify(file, null, 1)}\n`)
}

const damaged = (cause?: unknown) => new AssistantError('backup-damaged', {}, cause)

const parsed = <S extends z.ZodType>(schema: S, text: string): z.infer<S> => {
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    throw damaged(error)
  }
}

/** The soft tokens in a backup. */
export const readBackup = async (bytes: Uint8Array, password: Pin): Promise<readonly BackedUp[]> => {
  const file = parsed(backupSchema, Buffer.from(bytes).toString())
  const opened = await unlockKey(password.reveal(), file.lock, CONTEXT, null)
  if (opened.kind === 'wrong') throw new AssistantError('backup-password-wrong')
  const plain = opened.kind === 'opened' ? unseal(opened.key, CONTEXT, file.tokens) : null
  if (plain === null) throw damaged()
  try {
    return parsed(z.array(backedUp), plain.toString())
  } finally {
    plain.fill(0)
  }
}
