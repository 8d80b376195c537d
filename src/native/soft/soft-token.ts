import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { KdfCost } from '../derivation/scrypt.ts'
import { ScopeLock } from '../scope-lock.ts'
import type {
  SecretToLeave,
  StoredCertificate,
  Token,
  TokenFacts,
  TokenId,
  TokenSession,
  UnlockSecret,
} from '../token.ts'
import { keepAside, safeRenew, safeWrite } from './safe-write.ts'
import { lockKey, machineMark, type Unlocked, unlockKey } from './sealing.ts'
import { checkSoftPin, pinContext, softFacts, softTokenId, wrongPin } from './soft-facts.ts'
import {
  encodeSoftFile,
  isWholeSoftFile,
  readSoftFile,
  SOFT_TRIES,
  type SoftFile,
  type SoftReading,
} from './soft-file.ts'
import { certificatesOf, softSession } from './soft-session.ts'
import type { SoftWarning } from './soft-troubles.ts'
import { SoftVault } from './soft-vault.ts'
import { freshLock, onNewKey, openedBy, type UnlockLock } from './unlock-locks.ts'

/** The machine's own secret from the system's key store; null where the system offers none. */
export type MachineSecret = (
  /** For a file that is made, which may be bound to nothing; or to open one, which takes the one that it was bound to. */
  use: 'new' | 'open',
) => Promise<Uint8Array | null>

export type SoftTokenParts = {
  readonly path: string
  readonly machineSecret: MachineSecret
  readonly kdf: KdfCost
  readonly onChange: () => void
}

/** A token that is a file. Its private keys are in memory only while a session is open. */
export class SoftToken implements Token {
  readonly kind = 'soft'
  readonly id: TokenId
  #file: SoftFile
  #warning: SoftWarning | null
  readonly #parts: SoftTokenParts
  readonly #lock = new ScopeLock()

  constructor({ file, warning }: Pick<SoftReading, 'file' | 'warning'>, parts: SoftTokenParts) {
    this.id = softTokenId(file.serial)
    this.#file = file
    this.#warning = warning
    this.#parts = parts
  }

  get path(): string {
    return this.#parts.path
  }

  /** The file as it was last read or written. */
  get file(): SoftFile {
    return this.#file
  }

  /** What happened to the file since this object was made. The next write mends it, but it must still be reported. */
  get warning(): SoftWarning | null {
    return this.#warning
  }

  async facts(): Promise<TokenFacts> {
    return softFacts(this.#file)
  }

  async certificates(): Promise<readonly StoredCertificate[]> {
    return certificatesOf(this.#file)
  }

  async verifyPin(pin: Pin): Promise<void> {
    checkSoftPin(pin)
    await this.#lock.run(async () => (await this.#open(pin)).fill(0))
  }

  async changePin(oldPin: Pin, newPin: Pin): Promise<void> {
    checkSoftPin(newPin)
    checkSoftPin(oldPin)
    if (oldPin.reveal() === newPin.reveal()) throw new AssistantError('pin-unchanged')
    await this.#lock.run(async () => {
      const fileKey = await this.#open(oldPin)
      await this.#relock(SoftVault.of(this.#file, fileKey), newPin, this.#file.unlocks)
    })
  }

  /** Nothing is counted here: the secret is long, random and the authority's, so nobody can guess it. */
  async unlock(secret: UnlockSecret, newPin: Pin): Promise<SecretToLeave> {
    checkSoftPin(newPin)
    return this.#lock.run(async () => {
      const { unlocks, serial } = (await this.#readToWrite()).file
      if (unlocks.length === 0) throw new AssistantError('token-lacks')
      const opened = await openedBy(secret.pin, unlocks, serial, await this.#machineSecret())
      if (opened === null) throw new AssistantError('secret-wrong')
      if (opened.fileKey === null) throw new AssistantError('soft-file-damaged')
      return this.#setAnew(SoftVault.of(this.#file, opened.fileKey), newPin, opened.lock)
    })
  }

  /** The used secret still opens the file until the authority has confirmed the fresh one. */
  async #setAnew(vault: SoftVault, newPin: Pin, used: UnlockLock): Promise<SecretToLeave> {
    const { serial } = this.#file
    const { secret, lock, key } = await freshLock(serial, vault.fileKey, await this.#machineSecret())
    vault.keepUnlockKeys([...vault.unlockKeys.filter(({ id }) => id === used.id), key])
    await this.#relock(vault, newPin, [{ ...used, held: true }, lock])
    return { id: lock.id, pin: secret }
  }

  /** Notes that the authority holds the secret of this lock. Only call this after it has been left there. */
  async secretHeld(secretId: string): Promise<void> {
    await this.#lock.run(async () => {
      const { file } = await this.#readToWrite()
      const kept = file.unlocks.filter(({ id }) => id === secretId)
      if (kept.length > 0)
        await this.#renew({ ...file, unlocks: kept.map((lock) => ({ ...lock, held: true })) })
    })
  }

  async withSession<T>(
    pin: Pin | null,
    work: (session: TokenSession) => Promise<T>,
    wanted?: () => void,
  ): Promise<T> {
    if (pin === null) throw new AssistantError('pin-needed')
    checkSoftPin(pin)
    return this.#lock.run(async () => {
      const fileKey = await this.#open(pin)
      const vault = SoftVault.of(this.#file, fileKey)
      const machine = await this.#machineSecret()
      const store = { file: () => this.#file, save: (file: SoftFile) => this.#save(file), machine }
      try {
        return await work(softSession(vault, store))
      } finally {
        vault.close()
      }
    }, wanted)
  }

  /** Everything behind and beside the PIN, for a backup. */
  async contents(
    pin: Pin,
    signal?: AbortSignal,
  ): Promise<{ readonly file: SoftFile; readonly fileKey: Buffer }> {
    checkSoftPin(pin)
    return this.#lock.run(async () => ({ fileKey: await this.#open(pin, signal), file: this.#file }))
  }

  /** Reads the file again, after something other than this object changed it. */
  async reload(): Promise<void> {
    await this.#lock.run(async () => void (await this.#read()))
  }

  /** Replaces the content, once no session is open on it that could overwrite it. */
  async replaceWith(file: SoftFile): Promise<void> {
    await this.#lock.run(async () => {
      await this.#renew(file)
      this.#warning = null
    })
  }

  /**
   * Opens the key of the file. The result of a try is on disk before anybody can learn it: a right PIN and a wrong
   * PIN write equally often and equally much. If the process is killed or the disk refuses before that, the count
   * stays and nothing was revealed. After that, a wrong PIN is counted, whoever is killed. A right PIN never costs a
   * try. An opening that is given up before the derivation ends costs none either.
   */
  async #open(secret: Pin, signal?: AbortSignal): Promise<Buffer> {
    const { file, whole } = await this.#readToWrite()
    const { pin, serial } = file
    const machine = await this.#machineSecret()
    if (pin.triesLeft === 0) throw wrongPin(0)
    const opened = await unlockKey(secret, pin.lock, pinContext(serial), machine, signal)
    const triesLeft = opened.kind === 'wrong' ? pin.triesLeft - 1 : SOFT_TRIES
    // A file to which something happened may refuse the right PIN, so that does not count as a try.
    if (whole) await this.#count({ ...file, pin: { ...pin, triesLeft } }, opened)
    if (opened.kind === 'opened') return opened.key
    throw opened.kind === 'wrong' && whole ? wrongPin(triesLeft) : new AssistantError('soft-file-damaged')
  }

  async #read(): Promise<SoftReading> {
    const reading = await readSoftFile(this.#parts.path)
    this.#file = reading.file
    const isNews = reading.warning !== null && reading.warning !== this.#warning
    this.#warning = reading.warning ?? this.#warning
    if (isNews) this.#parts.onChange()
    return reading
  }

  /** Like `#read`, and saves what a damaged file still holds before the next write replaces it. */
  async #readToWrite(): Promise<SoftReading> {
    const reading = await this.#read()
    if (reading.warning === 'soft-file-copy-used') await keepAside(this.#parts.path)
    return reading
  }

  async #count(file: SoftFile, opened: Unlocked): Promise<void> {
    try {
      await this.#save(file)
    } catch (error) {
      if (opened.kind === 'opened') opened.key.fill(0)
      throw error
    }
  }

  async #machineSecret(): Promise<Uint8Array | null> {
    const { machineMark: mark, serial } = this.#file
    if (mark === null) return null
    const secret = await this.#parts.machineSecret('open')
    if (secret === null || machineMark(secret, serial) !== mark) {
      throw new AssistantError('soft-bound-elsewhere')
    }
    return secret
  }

  /**
   * Sets a new PIN with a new file key: an old copy of the file opens nothing that is made from now on, even with its
   * PIN.
   */
  async #relock(vault: SoftVault, newPin: Pin, unlocks: readonly UnlockLock[]): Promise<void> {
    const { file } = this
    try {
      vault.renewKey()
      const machine = await this.#machineSecret()
      const lock = await lockKey(newPin, vault.fileKey, pinContext(file.serial), this.#parts.kdf, machine)
      await this.#renew({
        ...file,
        pin: { triesLeft: SOFT_TRIES, lock },
        unlocks: onNewKey(unlocks, vault.unlockKeys, vault.fileKey),
        secrets: vault.sealed(),
      })
    } finally {
      vault.close()
    }
  }

  async #save(file: SoftFile): Promise<void> {
    await safeWrite(this.#parts.path, encodeSoftFile(file), isWholeSoftFile)
    this.#changedTo(file)
  }

  /** Like `#save`, but leaves no copy of the earlier content beside the file. */
  async #renew(file: SoftFile): Promise<void> {
    await safeRenew(this.#parts.path, encodeSoftFile(file))
    this.#changedTo(file)
  }

  #changedTo(file: SoftFile): void {
    this.#file = file
    this.#parts.onChange()
  }
}
