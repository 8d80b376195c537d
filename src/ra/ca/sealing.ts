import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  scryptSync,
} from 'node:crypto'
import { randomBytes } from '../../pki/index.ts'

/** What a sealed thing is for. A seal of one purpose does not open as another. */
export type SealPurpose = 'ca-key' | 'feed-key' | 'audit-key' | 'escrowed-key' | 'unlock-secret'

/** What an authentication code vouches for. */
export type MacPurpose = 'resume-token' | 'payment-page' | 'dossier' | 'captcha'

/** Seals stored secrets under the authority's passphrase. */
export type Sealing = {
  /** With an owner (a serial number), the seal opens for this owner only. */
  readonly seal: (purpose: SealPurpose, secret: Uint8Array, owner?: string) => Uint8Array
  /**
   * Throws WrongPassphrase if the passphrase is wrong, the bytes were changed, or they belong to another owner. Seals
   * of earlier versions have no owner and open for any.
   */
  readonly open: (purpose: SealPurpose, sealed: Uint8Array, owner?: string) => Uint8Array
  /** A text that only this authority can compute from `message`. */
  readonly mac: (purpose: MacPurpose, message: string) => string
}

export class WrongPassphrase extends Error {
  override readonly name = 'WrongPassphrase'
}

export const sealingCost = { N: 2 ** 15, r: 8, p: 1 } as const

/** scrypt once, then AES-256-GCM with a separate key for each purpose. */
export function createSealing(passphrase: string, salt: Uint8Array): Sealing {
  const master = scryptSync(passphrase.normalize('NFKC'), salt, 32, {
    ...sealingCost,
    maxmem: 96 * 1024 * 1024,
  })
  const keys = new Map<string, KeyObject>()
  const keyFor = (purpose: SealPurpose | MacPurpose): KeyObject => {
    const known = keys.get(purpose)
    if (known) return known
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', master, salt, purpose, 32)))
    keys.set(purpose, key)
    return key
  }
  return {
    seal: (purpose, secret, owner) =>
      owner === undefined ? seal(keyFor(purpose), secret) : sealFor(keyFor(purpose), secret, owner),
    open: (purpose, sealed, owner) =>
      (owner === undefined ? null : openFor(keyFor(purpose), sealed, owner)) ?? open(keyFor(purpose), sealed),
    mac: (purpose, message) => createHmac('sha256', keyFor(purpose)).update(message).digest('base64url'),
  }
}

/** The first byte of a seal that is bound to its owner. A seal without an owner begins with its nonce. */
const BOUND = 2

function sealFor(key: KeyObject, secret: Uint8Array, owner: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(BOUND), seal(key, secret, bindingTo(owner))])
}

/** null if it is no seal for this owner. It may be one without an owner whose nonce begins with the same byte. */
function openFor(key: KeyObject, sealed: Uint8Array, owner: string): Uint8Array | null {
  if (sealed[0] !== BOUND) return null
  try {
    return open(key, sealed.subarray(1), bindingTo(owner))
  } catch (error) {
    if (error instanceof WrongPassphrase) return null
    throw error
  }
}

function bindingTo(owner: string): Uint8Array {
  return Buffer.from(`${BOUND} ${owner}`)
}

const unbound = new Uint8Array()

function seal(key: KeyObject, secret: Uint8Array, binding: Uint8Array = unbound): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(binding)
  const body = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(key: KeyObject, sealed: Uint8Array, binding: Uint8Array = unbound): Uint8Array {
  try {
    const nonce = sealed.subarray(0, 12)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(binding)
    decipher.setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
  } catch {
    throw new WrongPassphrase('the passphrase does not open the keys of this authority')
  }
}
