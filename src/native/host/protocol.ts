import type { ErrorReport } from '../../shared/models/index.ts'
import type { CipherForm, SignatureForm } from '../drivers/schema.ts'
import type {
  DataObject,
  KeyId,
  SignScheme,
  StoredCertificate,
  StoredKey,
  TokenFacts,
  TokenId,
} from '../token.ts'

/** A token as its host sees it; which driver that is, the host does not know. */
export type SeenToken = {
  readonly facts: Omit<TokenFacts, 'driverId'>
  readonly certificates: readonly StoredCertificate[]
  readonly keys: readonly StoredKey[]
}

export type Look = {
  readonly tokens: readonly SeenToken[]
  /** What was said of slots that do not answer properly (yet): a key needs a moment after it was plugged in. */
  readonly unreadable: readonly string[]
  /** Of a token that is shown not everything could be read (yet). */
  readonly incomplete: boolean
}

export type SessionId = number

export type OpenedSession = {
  readonly session: SessionId
  readonly signatureForm: SignatureForm
  readonly cipherForm: CipherForm
}

/** The parts of a certificate that PKCS#11 wants beside it. */
export type CertificateNames = {
  readonly subject: Uint8Array
  readonly issuer: Uint8Array
  readonly serial: Uint8Array
}

/** Everything a host can be asked, by name. A PIN travels in the one message that needs it and is kept nowhere. */
export type HostOperations = {
  readonly look: (fresh: boolean) => Look
  readonly verifyPin: (token: TokenId, pin: string | null) => void
  readonly changePin: (token: TokenId, oldPin: string, newPin: string) => void
  readonly unlock: (token: TokenId, secret: string, newPin: string) => void
  readonly open: (token: TokenId, pin: string | null) => OpenedSession
  readonly close: (session: SessionId) => void
  readonly keys: (session: SessionId) => readonly StoredKey[]
  readonly generate: (session: SessionId, label: string) => StoredKey
  readonly sign: (session: SessionId, key: KeyId, digest: Uint8Array, scheme: SignScheme) => Uint8Array
  readonly decrypt: (session: SessionId, key: KeyId, cipher: Uint8Array) => Uint8Array
  readonly importPair: (
    session: SessionId,
    wrapping: KeyId,
    label: string,
    enveloped: Uint8Array,
    publicKey: Uint8Array,
  ) => StoredKey | Promise<StoredKey>
  readonly writeCertificate: (
    session: SessionId,
    key: KeyId,
    label: string,
    der: Uint8Array,
    names: CertificateNames,
  ) => StoredCertificate
  readonly certificates: (session: SessionId) => readonly StoredCertificate[]
  readonly removeKey: (session: SessionId, key: KeyId) => void
  readonly removeCertificate: (session: SessionId, objectId: string) => void
  readonly data: (session: SessionId) => readonly DataObject[]
  readonly writeData: (session: SessionId, label: string, value: Uint8Array) => void
  readonly removeData: (session: SessionId, label: string) => void
}

export type Operation = keyof HostOperations
export type ResultOf<O extends Operation> = Awaited<ReturnType<HostOperations[O]>>

/** `ping` is the host's own: it is answered without a word to the library. */
export type Asked = Operation | 'ping'

/** Requests are answered in the order they were sent. Arrays, because the names of fields would be most of a message. */
export type Request = readonly [id: number, operation: Asked, parameters: readonly unknown[]]
export type Answer =
  | readonly [id: number, ok: true, result: unknown]
  | readonly [id: number, ok: false, report: ErrorReport]
/** What a host says unasked. */
export type HostEvent =
  | readonly ['ready']
  /** `refused`: it was loaded and did not want to start; that may pass. */
  | readonly ['unloadable', words: string, refused: boolean]
  | readonly ['slots-changed']
  | readonly ['alive']

/** What was asked, or was answered, in one go travels as one message. */
export type ToHost = readonly Request[]
export type FromHost = readonly Answer[] | HostEvent

/** How long the application waits for each answer before it takes the library for hung, in milliseconds. */
export const deadlines: Readonly<Record<Operation, number>> = {
  look: 10_000,
  verifyPin: 15_000,
  changePin: 20_000,
  unlock: 20_000,
  open: 15_000,
  close: 5_000,
  keys: 10_000,
  generate: 60_000,
  sign: 15_000,
  decrypt: 15_000,
  importPair: 30_000,
  writeCertificate: 20_000,
  certificates: 10_000,
  removeKey: 20_000,
  removeCertificate: 20_000,
  data: 10_000,
  writeData: 20_000,
  removeData: 20_000,
}
