import type { LibraryFinding } from '../shared/models/index.ts'
import type { Driver } from './drivers/driver.ts'
import type { CipherForm, SignatureForm } from './drivers/schema.ts'
import type {
  DataObject,
  Envelope,
  KeyId,
  SignScheme,
  StoredCertificate,
  StoredKey,
  StoredSeal,
  TokenFacts,
  TokenId,
} from './token.ts'

// The border between the token hosts and the folders that call vendors' libraries, one folder an ABI. An ABI is its
// `open`. It names its handles by its own numbers and texts, so that no handle of a library leaves its folder.

/** A token as its library shows it. The keyring adds the driver's id. */
export type SeenToken = {
  readonly facts: Omit<TokenFacts, 'driverId'>
  readonly certificates: readonly StoredCertificate[]
  readonly keys: readonly StoredKey[]
  readonly seals: readonly StoredSeal[]
}

export type Look = {
  readonly tokens: readonly SeenToken[]
  /** What the library said of tokens that do not answer properly (yet): a key needs a moment after it is plugged in. */
  readonly unreadable: readonly string[]
  /** Some token is shown although not everything on it could be read (yet). */
  readonly incomplete: boolean
}

/** The ABI's own number for a logged-in scope. An unknown number is refused with `token-removed`. */
export type SessionId = number

export type OpenedSession = {
  readonly session: SessionId
  /** The form in which `sign` returns this token's SM2 signatures. */
  readonly signatureForm: SignatureForm
  /** The form in which `decrypt` wants its ciphertext. */
  readonly cipherForm: CipherForm
  /** What `decrypt` or else `openEnvelope` opens: some tokens never show what they unwrap. */
  readonly opens: 'ciphertexts' | 'envelopes'
  /** A key of the token may want the PIN at each use, so the scope has kept it until it closes. */
  readonly pinKept: boolean
}

/** The parts of a certificate that some tokens want stored beside it. */
export type CertificateNames = {
  readonly subject: Uint8Array
  readonly issuer: Uint8Array
  readonly serial: Uint8Array
}

/**
 * Everything that a library can be asked, by name, one call after another. Each operation fails with an
 * `AssistantError` of the catalogue, or with `LifeOver`. A PIN travels in the one call that needs it and is stored
 * nowhere; null means that the person types it on the key's own keypad.
 */
export type Operations = {
  /** `fresh` reads everything again, even what is known. */
  readonly look: (fresh: boolean) => Look | Promise<Look>
  readonly verifyPin: (token: TokenId, pin: string | null) => void | Promise<void>
  readonly changePin: (token: TokenId, oldPin: string, newPin: string) => void | Promise<void>
  readonly unlock: (token: TokenId, secret: string, newPin: string) => void | Promise<void>
  readonly open: (token: TokenId, pin: string | null) => OpenedSession | Promise<OpenedSession>
  /** Logs out, whatever happened before. */
  readonly close: (session: SessionId) => void
  readonly keys: (session: SessionId) => readonly StoredKey[]
  readonly generate: (session: SessionId, label: string) => StoredKey
  /** `sm2-digest` answers in the form that `open` named; `ecdsa-sha256` answers with r and s side by side. */
  readonly sign: (session: SessionId, key: KeyId, digest: Uint8Array, scheme: SignScheme) => Uint8Array
  readonly decrypt: (session: SessionId, key: KeyId, cipher: Uint8Array) => Uint8Array | Promise<Uint8Array>
  readonly openEnvelope: (
    session: SessionId,
    key: KeyId,
    envelope: Envelope,
  ) => Uint8Array | Promise<Uint8Array>
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
  readonly writeSeal: (session: SessionId, label: string, value: Uint8Array) => void
  readonly removeSeal: (session: SessionId, label: string) => void
}

export type Operation = keyof Operations
export type ResultOf<O extends Operation> = Awaited<ReturnType<Operations[O]>>

/** What an ABI is told of the library to open. It is plain data, because it travels to the host's process. */
export type CellSetup = {
  /** The file of the library. */
  readonly library: string
  /** What the driver file says of the key, without the places of its libraries and the texts for people. */
  readonly driver: Omit<Driver, 'libraries' | 'notes' | 'downloadPage' | 'source' | 'file'>
  readonly pollMilliseconds: number
  /** The library crashed or hung before, so it is better not asked for what it can do without. */
  readonly endedBadly: boolean
}

export type Cell = {
  readonly operations: Operations
  /** Starts to watch for tokens that come and go, and reports them. It must never delay the operations for long. */
  readonly watch: (changed: () => void) => void
  /** What was found in the library. A person who looks for the reason why a key does not work reads it. */
  readonly finding?: LibraryFinding
}

/** Loads a library. Throws the system's own words if it cannot be loaded, and `LibraryRefuses` if it does not start. */
export type OpenCell = (setup: CellSetup) => Cell

/** The library loads but does not start. A service that it needs (of a reader or of its maker) may not run yet. */
export class LibraryRefuses extends Error {}

/** The library no longer works in this process; in a new process it may. */
export class LifeOver extends Error {}

type Work = (...parameters: readonly unknown[]) => unknown

/** The same operations, with every error translated by `meaningOf`. */
export const withErrors = (operations: Operations, meaningOf: (error: unknown) => Error): Operations => {
  const fail = (error: unknown): never => {
    throw meaningOf(error)
  }
  const guarded =
    (work: Work): Work =>
    (...parameters) => {
      try {
        const result = work(...parameters)
        return result instanceof Promise ? result.catch(fail) : result
      } catch (error) {
        return fail(error)
      }
    }
  const all = Object.entries(operations).map(([name, work]) => [name, guarded(work as Work)])
  return Object.fromEntries(all) as Operations
}
