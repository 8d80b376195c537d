import type { Driver } from './drivers/driver.ts'
import type { CipherForm, SignatureForm } from './drivers/schema.ts'
import type {
  DataObject,
  KeyId,
  SignScheme,
  StoredCertificate,
  StoredKey,
  TokenFacts,
  TokenId,
} from './token.ts'

// What stands between the token hosts and the folders that call vendors' libraries, one folder an ABI. An ABI is
// `open`; it names its handles by numbers and texts of its own, so that no handle of a library leaves its folder.

/** A token as its library shows it; which driver that is, the keyring adds. */
export type SeenToken = {
  readonly facts: Omit<TokenFacts, 'driverId'>
  readonly certificates: readonly StoredCertificate[]
  readonly keys: readonly StoredKey[]
}

export type Look = {
  readonly tokens: readonly SeenToken[]
  /** What was said of tokens that do not answer properly (yet): a key needs a moment after it was plugged in. */
  readonly unreadable: readonly string[]
  /** Of a token that is shown not everything could be read (yet). */
  readonly incomplete: boolean
}

/** The ABI's own number for an authenticated scope. One that it does not know is refused with `token-removed`. */
export type SessionId = number

export type OpenedSession = {
  readonly session: SessionId
  /** How this token's SM2 signatures come back from `sign`. */
  readonly signatureForm: SignatureForm
  /** How `decrypt` wants its ciphertext. */
  readonly cipherForm: CipherForm
}

/** The parts of a certificate that go beside it on tokens that want them. */
export type CertificateNames = {
  readonly subject: Uint8Array
  readonly issuer: Uint8Array
  readonly serial: Uint8Array
}

/**
 * Everything a library can be asked, by name, one call after another. Each fails with an `AssistantError` of the
 * catalogue, or with `LifeOver`. A PIN travels in the one call that needs it and is kept nowhere; null leaves the
 * typing to the key's own keypad.
 */
export type Operations = {
  /** `fresh` reads again what was read before. */
  readonly look: (fresh: boolean) => Look
  readonly verifyPin: (token: TokenId, pin: string | null) => void
  readonly changePin: (token: TokenId, oldPin: string, newPin: string) => void
  readonly unlock: (token: TokenId, secret: string, newPin: string) => void
  readonly open: (token: TokenId, pin: string | null) => OpenedSession
  /** Logs out, whatever happened in between. */
  readonly close: (session: SessionId) => void
  readonly keys: (session: SessionId) => readonly StoredKey[]
  readonly generate: (session: SessionId, label: string) => StoredKey
  /** `sm2-digest` answers in the form that `open` told, `ecdsa-sha256` with r and s side by side. */
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

export type Operation = keyof Operations
export type ResultOf<O extends Operation> = Awaited<ReturnType<Operations[O]>>

/** What an ABI is told of the library that it is to open; plain data, for it travels to the host's process. */
export type CellSetup = {
  /** The file of the library. */
  readonly library: string
  /** What the driver file says of the key, apart from where its libraries are and what people are to read. */
  readonly driver: Omit<Driver, 'libraries' | 'notes' | 'downloadPage' | 'source' | 'file'>
  readonly pollMilliseconds: number
  /** The library crashed or hung before: what it can do without is better not asked of it. */
  readonly endedBadly: boolean
}

export type Cell = {
  readonly operations: Operations
  /** Begins to look for tokens that come and go, and tells of it; it must never hold up the operations for long. */
  readonly watch: (changed: () => void) => void
}

/** Loads a library. Throws the system's own words if it cannot be loaded, `LibraryRefuses` if it does not start. */
export type OpenCell = (setup: CellSetup) => Cell

/** The library is there and does not start: what it needs (a reader's or its maker's own service) may not run yet. */
export class LibraryRefuses extends Error {}

/** The library is of no use any more in this process; in a new one it may be. */
export class LifeOver extends Error {}

type Work = (...parameters: readonly unknown[]) => unknown

/** The same operations; whatever they throw becomes what `meaningOf` makes of it. */
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
