import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  scryptSync,
} from 'node:crypto'

/** What a sealed thing is: a seal of one purpose does not open as another. */
export type SealPurpose = 'ca-key' | 'escrowed-key' | 'unlock-secret'

/** What a code of authentication vouches for. */
export type MacPurpose = 'resume-token' | 'payment-page' | 'payment-notice'

/** Seals secrets at rest under the passphrase of the authority. */
export type Sealing = {
  readonly seal: (purpose: SealPurpose, secret: Uint8Array) => Uint8Array
  /** Throws WrongPassphrase when the passphrase is another one or the bytes were changed. */
  readonly open: (purpose: SealPurpose, sealed: Uint8Array) => Uint8Array
  /** A text that only this authority can make of `message`. */
  readonly mac: (purpose: MacPurpose, message: string) => string
}

export class WrongPassphrase extends Error {
  override readonly name = 'WrongPassphrase'
}

export const sealingCost = { N: 2 ** 15, r: 8, p: 1 } as const

/** scrypt once, then AES-256-GCM with a key for each purpose. */
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
    seal: (purpose, secret) => seal(keyFor(purpose), secret),
    open: (purpose, sealed) => open(keyFor(purpose), sealed),
    mac: (purpose, message) => createHmac('sha256', keyFor(purpose)).update(message).digest('base64url'),
  }
}

function seal(key: KeyObject, secret: Uint8Array): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(key: KeyObject, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
  try {
    decipher.setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
  } catch {
    throw new WrongPassphrase('the passphrase does not open the keys of this authority')
  }
}
