import { constants, createPrivateKey, privateEncrypt, randomBytes } from 'node:crypto'
import {
  openEnvelopedKey,
  PkiError,
  parseEnvelopedKey,
  prepareSm2Signer,
  type Sm2Signer,
  sm2Decrypt,
  sm2PublicKeyOf,
} from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { KeyId } from '../token.ts'
import { seal, unseal } from './sealing.ts'
import { type SoftFile, vaultSchema } from './soft-file.ts'
import type { UnlockPublicKey } from './unlock-locks.ts'

const contextOf = (serial: string): string => `${serial}:secrets`
/** DigestInfo of SHA-256 without the digest (RFC 8017, 9.2). */
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex')
const bytes64 = (text: string): Buffer => Buffer.from(text, 'base64')

/** The private part of a soft token while somebody is logged in. It is in memory only and is overwritten at the end. */
export class SoftVault {
  readonly #serial: string
  #fileKey: Buffer
  #unlockKeys: readonly UnlockPublicKey[] = []
  readonly #keys = new Map<KeyId, Buffer>()
  readonly #data = new Map<string, Buffer>()
  readonly #signers = new Map<KeyId, Sm2Signer>()
  #open = true

  private constructor(serial: string, fileKey: Buffer) {
    this.#serial = serial
    this.#fileKey = fileKey
  }

  /** An empty vault, and the key under which its contents will be sealed. */
  static empty(serial: string): SoftVault {
    return new SoftVault(serial, randomBytes(32))
  }

  /** Opens what a file holds, with the key from one of its locks. */
  static of(file: SoftFile, fileKey: Buffer): SoftVault {
    const plain = unseal(fileKey, contextOf(file.serial), file.secrets)
    if (plain === null) throw new AssistantError('soft-file-damaged')
    const vault = new SoftVault(file.serial, fileKey)
    const secrets = vaultSchema.parse(JSON.parse(plain.toString()))
    plain.fill(0)
    for (const { keyId, privateKey } of secrets.keys) vault.#keys.set(keyId, bytes64(privateKey))
    for (const { label, value } of secrets.data) vault.#data.set(label, bytes64(value))
    vault.#unlockKeys = secrets.unlockKeys
    return vault
  }

  get fileKey(): Buffer {
    this.#mustBeOpen()
    return this.#fileKey
  }

  /** From here on everything is sealed under a new key: the old key opens nothing that is written now. */
  renewKey(): void {
    this.#mustBeOpen()
    this.#fileKey.fill(0)
    this.#fileKey = randomBytes(32)
  }

  get unlockKeys(): readonly UnlockPublicKey[] {
    this.#mustBeOpen()
    return this.#unlockKeys
  }

  /** Adds the public half of a new lock and drops those of locks that are gone. */
  keepUnlockKeys(keys: readonly UnlockPublicKey[]): void {
    this.#mustBeOpen()
    this.#unlockKeys = keys
  }

  get data(): ReadonlyMap<string, Uint8Array> {
    this.#mustBeOpen()
    return this.#data
  }

  /** Stores a private key. From here on the vault owns its bytes. */
  keep(keyId: KeyId, privateKey: Uint8Array): void {
    this.#mustBeOpen()
    this.#keys.set(keyId, Buffer.from(privateKey))
    privateKey.fill(0)
  }

  forget(keyId: KeyId): void {
    this.#mustBeOpen()
    this.#keys.get(keyId)?.fill(0)
    this.#keys.delete(keyId)
    this.#signers.delete(keyId)
  }

  has(keyId: KeyId): boolean {
    return this.#keys.has(keyId)
  }

  writeData(label: string, value: Uint8Array | null): void {
    this.#mustBeOpen()
    if (value === null) this.#data.delete(label)
    else this.#data.set(label, Buffer.from(value))
  }

  publicKey(keyId: KeyId): Uint8Array {
    return sm2PublicKeyOf(this.#key(keyId))
  }

  sign(keyId: KeyId, digest: Uint8Array): Uint8Array {
    const signer = this.#signers.get(keyId) ?? prepareSm2Signer(this.#key(keyId))
    this.#signers.set(keyId, signer)
    return signer.signDigest(digest)
  }

  /** Signs with PKCS#1 v1.5 over a SHA-256 digest; the key is PKCS#8. */
  signRsa(keyId: KeyId, digest: Uint8Array): Uint8Array {
    const key = createPrivateKey({ key: this.#key(keyId), format: 'der', type: 'pkcs8' })
    const info = Buffer.concat([sha256Info, digest])
    return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info))
  }

  decrypt(keyId: KeyId, cipher: Uint8Array): Uint8Array {
    return refused('input-invalid', () => sm2Decrypt(this.#key(keyId), cipher, 'asn1'))
  }

  openEnvelope(wrapping: KeyId, enveloped: Uint8Array) {
    return refused('envelope-broken', () =>
      openEnvelopedKey(this.#key(wrapping), parseEnvelopedKey(enveloped)),
    )
  }

  sealed(): SoftFile['secrets'] {
    const keys = [...this.#keys].map(([keyId, key]) => ({ keyId, privateKey: key.toString('base64') }))
    const data = [...this.#data].map(([label, value]) => ({ label, value: value.toString('base64') }))
    const plain = Buffer.from(JSON.stringify({ keys, data, unlockKeys: this.#unlockKeys }))
    const box = seal(this.fileKey, contextOf(this.#serial), plain)
    plain.fill(0)
    return box
  }

  /** Overwrites everything that it held and refuses every later use. */
  close(): void {
    this.#open = false
    this.#fileKey.fill(0)
    for (const secret of [...this.#keys.values(), ...this.#data.values()]) secret.fill(0)
    this.#keys.clear()
    this.#data.clear()
    this.#signers.clear()
  }

  #key(keyId: KeyId): Buffer {
    this.#mustBeOpen()
    const key = this.#keys.get(keyId)
    if (key === undefined) throw new AssistantError('object-missing')
    return key
  }

  #mustBeOpen(): void {
    if (!this.#open) throw new AssistantError('pin-needed')
  }
}

const refused = <T>(code: 'input-invalid' | 'envelope-broken', work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError(code, {}, error) : error
  }
}
