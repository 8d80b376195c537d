import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Pin } from '../../shared/pin/pin.ts'
import { type KdfCost, kdfCost, scryptKey } from '../derivation/scrypt.ts'
import { pinTurns } from '../derivation/turns.ts'

const base64 = z.base64()

/** A guess costs about a quarter of a second and 64 MB on a desktop of 2020, for anyone who steals the file. */
export const defaultCost: KdfCost = { N: 1 << 16, r: 8, p: 1 }

export const sealedBox = z.strictObject({ iv: base64, tag: base64, text: base64 })

/** A key wrapped under a PIN or password, with a check that reveals a wrong one before anything is opened. */
export const lockedKey = z.strictObject({ kdf: kdfCost, salt: base64, check: base64, key: sealedBox })

export type SealedBox = z.infer<typeof sealedBox>
export type LockedKey = z.infer<typeof lockedKey>

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytes64 = (text: string): Buffer => Buffer.from(text, 'base64')

/** Seals bytes under a key. The same `context` must be given to open them. */
export const seal = (key: Uint8Array, context: string, plain: Uint8Array): SealedBox => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return { iv: text64(iv), tag: text64(cipher.getAuthTag()), text: text64(text) }
}

/** Opens sealed bytes; null if the key is another one or any byte was changed. */
export const unseal = (key: Uint8Array, context: string, box: SealedBox): Buffer | null => {
  const tag = bytes64(box.tag)
  const iv = bytes64(box.iv)
  if (tag.length !== 16 || iv.length !== 12) return null
  const cipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context)).setAuthTag(tag)
  try {
    return Buffer.concat([cipher.update(bytes64(box.text)), cipher.final()])
  } catch {
    return null // GCM's only error: not authentic
  }
}

type Derived = { readonly wrapping: Buffer; readonly check: Buffer }

// The machine's own secret goes in after the slow step, so that a file on another machine cannot even be guessed at.
const deriveKeys = async (
  secret: Pin,
  salt: Uint8Array,
  cost: KdfCost,
  machineSecret: Uint8Array | null,
  signal: AbortSignal | undefined,
): Promise<Derived> => {
  const slow = await scryptKey({ secret, salt, cost, signal, turns: pinTurns })
  const both = Buffer.from(
    hkdfSync('sha256', slow, machineSecret ?? Buffer.alloc(0), 'cert-assistant soft token', 64),
  )
  slow.fill(0)
  return { wrapping: both.subarray(0, 32), check: both.subarray(32) }
}

/** Locks a key under a PIN or password. */
export const lockKey = async (
  secret: Pin,
  key: Uint8Array,
  context: string,
  cost: KdfCost,
  machineSecret: Uint8Array | null,
  signal?: AbortSignal,
): Promise<LockedKey> => {
  const salt = randomBytes(32)
  const derived = await deriveKeys(secret, salt, cost, machineSecret, signal)
  const locked = {
    kdf: cost,
    salt: text64(salt),
    check: text64(derived.check),
    key: seal(derived.wrapping, context, key),
  }
  derived.wrapping.fill(0)
  return locked
}

export type Unlocked =
  | { readonly kind: 'opened'; readonly key: Buffer }
  | { readonly kind: 'wrong' }
  /** The secret is right, but the wrapped key was changed. */
  | { readonly kind: 'damaged' }

/** Opens a locked key with a PIN or password. */
export const unlockKey = async (
  secret: Pin,
  locked: LockedKey,
  context: string,
  machineSecret: Uint8Array | null,
  signal?: AbortSignal,
): Promise<Unlocked> => {
  const derived = await deriveKeys(secret, bytes64(locked.salt), locked.kdf, machineSecret, signal)
  const expected = bytes64(locked.check)
  try {
    if (expected.length !== 32 || !timingSafeEqual(expected, derived.check)) return { kind: 'wrong' }
    const key = unseal(derived.wrapping, context, locked.key)
    return key === null ? { kind: 'damaged' } : { kind: 'opened', key }
  } finally {
    derived.wrapping.fill(0)
  }
}

/** Tells one machine's secret from another's without revealing the secret. */
export const machineMark = (machineSecret: Uint8Array, id: string): string =>
  text64(Buffer.from(hkdfSync('sha256', machineSecret, Buffer.from(id), 'cert-assistant machine mark', 16)))
