import type { Capability, PinRule, PinState, TokenKind } from '../shared/models/index.ts'
import type { Pin } from '../shared/pin/pin.ts'

/** The same after re-plugging and in every library, because it is made of vendor, model and serial. */
export type TokenId = string

export type TokenFacts = {
  readonly id: TokenId
  readonly kind: TokenKind
  readonly driverId: string
  readonly vendor: string
  readonly model: string
  readonly serial: string
  readonly label: string
  readonly pin: PinState
  readonly pinRule: PinRule
  readonly capabilities: readonly Capability[]
  /** The room that the token says it has, in bytes; left out if it does not say. */
  readonly freeBytes?: number
}

/** Connects a private key, its public key and its certificate on one token (CKA_ID, hex). */
export type KeyId = string

export type StoredCertificate = {
  readonly objectId: string
  readonly keyId: KeyId
  readonly label: string
  readonly der: Uint8Array
}

export type KeyType = 'sm2' | 'rsa' | 'ec'

/** A key pair on the token. `publicKey` is 04||X||Y for sm2 and ec, SubjectPublicKeyInfo DER for rsa. */
export type StoredKey = {
  readonly keyId: KeyId
  readonly label: string
  readonly type: KeyType
  readonly publicKey: Uint8Array | null
}

/** An electronic seal as it lies on a token, for anybody to read. Whoever looks at it must expect any bytes. */
export type StoredSeal = {
  readonly label: string
  /** null if it cannot be read or is too large to be a seal. */
  readonly value: Uint8Array | null
}

export type DataObject = { readonly objectId: string; readonly label: string; readonly value: Uint8Array }

/**
 * Data under SM4-CBC with padding (PKCS#7). `key` is the SM4 key as an SM2Cipher (DER). `part`: these are whole blocks
 * out of the middle of longer data, so there is no padding to take away.
 */
export type Envelope = {
  readonly key: Uint8Array
  readonly iv: Uint8Array
  readonly data: Uint8Array
  readonly part?: true
}

/** A secret that opens a token after its PIN is locked; it is made for the authority. Also the token's name for it. */
export type SecretToLeave = { readonly id: string; readonly pin: Pin }

export type UnlockSecret = { readonly kind: 'administrator'; readonly pin: Pin }

/** How to sign a digest. sm2: a ready 32-byte e, answered in DER. */
export type SignScheme = 'sm2-digest' | 'rsa-sha256' | 'ecdsa-sha256'

/** A logged-in scope; it ends logged out, whatever happened inside. */
export type TokenSession = {
  /** A key may want the PIN at each use, so the scope keeps the PIN: it must not stay open for later. */
  readonly pinKept: boolean
  keys(): Promise<readonly StoredKey[]>
  /** Makes an SM2 signing pair on the token, or returns the pair of that label that was made before. */
  generateSm2(label: string): Promise<StoredKey>
  sign(keyId: KeyId, digest: Uint8Array, scheme: SignScheme): Promise<Uint8Array>
  /** Opens an SM2Cipher (DER) with an SM2 key of this token. */
  decrypt(keyId: KeyId, cipher: Uint8Array): Promise<Uint8Array>
  /** Opens data whose key is sealed to an SM2 key of this token. Any token can that can decrypt anything. */
  openEnvelope(keyId: KeyId, envelope: Envelope): Promise<Uint8Array>
  /** Unwraps an SM2EnvelopedKey (GM/T 0009, DER) under a signing key of this token, and stores the pair. */
  importPair(wrapping: KeyId, label: string, enveloped: Uint8Array): Promise<StoredKey>
  writeCertificate(keyId: KeyId, label: string, der: Uint8Array): Promise<StoredCertificate>
  certificates(): Promise<readonly StoredCertificate[]>
  /** Removes keys and certificates of this key id. It is no error if they are gone. */
  removeKey(keyId: KeyId): Promise<void>
  removeCertificate(objectId: string): Promise<void>
  data(): Promise<readonly DataObject[]>
  writeData(label: string, value: Uint8Array): Promise<void>
  removeData(label: string): Promise<void>
  /** Writes a seal that can be read without a PIN. A seal of that label is replaced. */
  writeSeal(label: string, value: Uint8Array): Promise<void>
  /** It is no error if it is gone. */
  removeSeal(label: string): Promise<void>
  /** Makes one more unlock secret. Only a soft token can; a Ukey's secret is its maker's. */
  secretToLeave?(): Promise<SecretToLeave>
}

/** The one interface for every kind of token. Failures are `AssistantError`s of the catalogue. */
export type Token = {
  readonly id: TokenId
  readonly kind: TokenKind
  facts(): Promise<TokenFacts>
  certificates(): Promise<readonly StoredCertificate[]>
  verifyPin(pin: Pin): Promise<void>
  changePin(oldPin: Pin, newPin: Pin): Promise<void>
  /** Returns a fresh secret that replaces the used one, if the token makes its own. */
  unlock(secret: UnlockSecret, newPin: Pin): Promise<SecretToLeave | null>
  /** `wanted` is called when somebody else waits for the token, so that a long scope can end early. */
  withSession<T>(
    pin: Pin | null,
    work: (session: TokenSession) => Promise<T>,
    wanted?: () => void,
  ): Promise<T>
}

/** What the keyring found in one look at one source of tokens (a library, the soft folder). */
export type PresentToken = {
  readonly token: Token
  readonly facts: TokenFacts
  readonly certificates: readonly StoredCertificate[]
  /** Public halves that could be read without a PIN; empty if the token shows none. */
  readonly keys: readonly StoredKey[]
  /** Electronic seals, which anybody may read. */
  readonly seals: readonly StoredSeal[]
}
