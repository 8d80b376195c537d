import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { generateSm2KeyPair, PkiError, sm2Decrypt, sm2Encrypt } from '../../pki/index.ts'
import { Pin } from '../../shared/pin/pin.ts'
import type { KdfCost } from '../derivation/scrypt.ts'
import { lockedKey, lockKey, unlockKey } from './sealing.ts'

const base64 = z.base64()

/**
 * A way to the file's key for the holder of one secret. The secret opens a private key, and that key opens the file's
 * key. So a new file key can be sealed for a secret that only the authority knows.
 */
export const unlockLock = z.strictObject({
  id: z.string(),
  /** The authority has confirmed that it holds the secret. */
  held: z.boolean(),
  /** The private key, under the secret. */
  lock: lockedKey,
  /** The file's key, sealed for the public key behind the PIN: somebody could exchange a public key that stood here. */
  fileKey: base64,
})
export type UnlockLock = z.infer<typeof unlockLock>

/** The public half, behind the PIN. */
export const unlockPublicKey = z.strictObject({ id: z.string(), publicKey: base64 })
export type UnlockPublicKey = z.infer<typeof unlockPublicKey>

/** How many locks the authority may have for one file while its answers are lost; more are never kept. */
const MOST = 8

/** The secret is 32 random bytes, so a costly derivation would add nothing. */
const cost: KdfCost = { N: 1024, r: 8, p: 1 }

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytes64 = (text: string): Buffer => Buffer.from(text, 'base64')
const contextOf = (serial: string, id: string): string => `${serial}:unlock:${id}`

export type FreshLock = { readonly secret: Pin; readonly lock: UnlockLock; readonly key: UnlockPublicKey }

/** A lock under a new secret that nobody holds yet. */
export const freshLock = async (
  serial: string,
  fileKey: Uint8Array,
  machine: Uint8Array | null,
): Promise<FreshLock> => {
  const id = randomBytes(16).toString('hex')
  const secret = Pin.holding(new TextEncoder().encode(randomBytes(32).toString('base64url')))
  const { privateKey, publicKey } = generateSm2KeyPair()
  const lock = await lockKey(secret, privateKey, contextOf(serial, id), cost, machine)
  privateKey.fill(0)
  const sealed = text64(sm2Encrypt(publicKey, fileKey))
  return {
    secret,
    lock: { id, held: false, lock, fileKey: sealed },
    key: { id, publicKey: text64(publicKey) },
  }
}

/** Adds one lock. Locks that the authority never confirmed go first, the oldest of them before the others. */
export const withLock = (locks: readonly UnlockLock[], fresh: UnlockLock): UnlockLock[] => {
  const unheld = locks.filter(({ held }) => !held)
  const leaving = new Set(unheld.slice(0, Math.max(0, locks.length + 1 - MOST)))
  return [...locks.filter((lock) => !leaving.has(lock)), fresh]
}

/** The same locks on another file key. A lock whose public key is not behind the PIN was not made here. */
export const onNewKey = (
  locks: readonly UnlockLock[],
  keys: readonly UnlockPublicKey[],
  fileKey: Uint8Array,
): UnlockLock[] =>
  locks.flatMap((lock) => {
    const key = keys.find(({ id }) => id === lock.id)
    return key === undefined
      ? []
      : [{ ...lock, fileKey: text64(sm2Encrypt(bytes64(key.publicKey), fileKey)) }]
  })

const decrypted = (privateKey: Buffer, sealed: string): Buffer | null => {
  try {
    return Buffer.from(sm2Decrypt(privateKey, bytes64(sealed)))
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  } finally {
    privateKey.fill(0)
  }
}

/** The lock that a secret opens, and the file's key; null if it opens none. A damaged lock gives no key. */
export const openedBy = async (
  secret: Pin,
  locks: readonly UnlockLock[],
  serial: string,
  machine: Uint8Array | null,
): Promise<{ readonly lock: UnlockLock; readonly fileKey: Buffer | null } | null> => {
  for (const lock of locks) {
    const opened = await unlockKey(secret, lock.lock, contextOf(serial, lock.id), machine)
    if (opened.kind === 'damaged') return { lock, fileKey: null }
    if (opened.kind === 'opened') return { lock, fileKey: decrypted(opened.key, lock.fileKey) }
  }
  return null
}
