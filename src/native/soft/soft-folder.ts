import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { KdfCost } from '../derivation/scrypt.ts'
import type { PresentToken, TokenId } from '../token.ts'
import { type AdoptedKey, adopted } from './adopted.ts'
import { type BackedUp, readBackup, writeBackup } from './backup.ts'
import { backedUp, remadeFrom } from './backup-contents.ts'
import { newSoftFile } from './new-soft-file.ts'
import { onceEach } from './once-each.ts'
import { createSoftPresence } from './present-soft.ts'
import { copyInto, makeFolder, moveInto, previousOf, retiredOf, safeRemove } from './safe-write.ts'
import { defaultCost } from './sealing.ts'
import { type NewSoftToken, readSoftFile, type SoftFile, type SoftReading } from './soft-file.ts'
import { type MachineSecret, SoftToken } from './soft-token.ts'
import { type SoftTrouble, softTroubleCodes } from './soft-troubles.ts'
import { SoftVault } from './soft-vault.ts'

export type SoftFolderOptions = {
  readonly folder: string
  readonly onChange: () => void
  readonly machineSecret?: MachineSecret
  /** Cost of a PIN try for files made from now on. */
  readonly kdf?: KdfCost
}

const SUFFIX = '.soft.json'
/** A thousand files in memory at once would leave the process large for good. */
const readAtOnce = 16

const stamp = (): string => new Date().toISOString().replace(/[:.]/g, '-')

/** The soft tokens of one folder, one file each. */
export class SoftFolder {
  readonly #folder: string
  readonly #onChange: () => void
  readonly #machineSecret: MachineSecret
  readonly #kdf: KdfCost
  readonly #presence = createSoftPresence()
  #tokens: readonly SoftToken[] = []
  #unusable: readonly SoftTrouble[] = []

  constructor({ folder, onChange, machineSecret, kdf }: SoftFolderOptions) {
    this.#folder = folder
    this.#onChange = onChange
    this.#machineSecret = machineSecret ?? (async () => null)
    this.#kdf = kdf ?? defaultCost
  }

  get tokens(): readonly PresentToken[] {
    return this.#tokens.map(this.#presence)
  }

  /** Files that cannot be used, with the reason, and files that can be used although something happened to them. */
  get troubles(): readonly SoftTrouble[] {
    const warned = this.#tokens.flatMap(({ path, warning }) =>
      warning === null ? [] : [{ file: basename(path), code: warning }],
    )
    return [...this.#unusable, ...warned]
  }

  /** Reads the folder again. A file or folder that cannot be read is listed with its reason; the others count. */
  async scan(): Promise<void> {
    const names = await this.#names()
    const found = names === null ? [this.#closed()] : await this.#readAll(names)
    const once = onceEach(found, (serial) => this.#pathOf(serial))
    this.#tokens = once.filter((one) => one instanceof SoftToken)
    this.#unusable = once.filter((one): one is SoftTrouble => !(one instanceof SoftToken))
    this.#onChange()
  }

  /** Makes an empty soft token. */
  async create(wanted: NewSoftToken): Promise<SoftToken> {
    const serial = randomBytes(8).toString('hex').toUpperCase()
    const vault = SoftVault.empty(serial)
    try {
      return await this.#add(
        await newSoftFile(serial, wanted, vault, this.#kdf, await this.#machineSecret('new')),
      )
    } finally {
      vault.close()
    }
  }

  /** Makes one password-protected file of these soft tokens. It needs each PIN, and counts tries as ever. */
  async backup(
    wanted: readonly { readonly id: TokenId; readonly pin: Pin }[],
    password: Pin,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    const tokens: BackedUp[] = []
    for (const { id, pin } of wanted) tokens.push(await backedUp(this.#find(id), pin, signal))
    return writeBackup(tokens, password, this.#kdf, signal)
  }

  /**
   * Restores the tokens of a backup into this folder under a new PIN. They replace tokens of the same serial number.
   * The slow work is done before the first file is written, so a restore that is given up leaves no part of itself.
   */
  async restore(
    bytes: Uint8Array,
    password: Pin,
    pin: Pin,
    signal?: AbortSignal,
  ): Promise<readonly TokenId[]> {
    const files: SoftFile[] = []
    for (const token of await readBackup(bytes, password, signal))
      files.push(await this.#remade(token, pin, signal))
    const ids: TokenId[] = []
    for (const file of files) ids.push(await this.#putBack(file))
    return ids
  }

  /** Whether the authority should get a secret: it holds none, or a used one. */
  wantsSecret(id: TokenId): boolean {
    const unlocks = this.#tokens.find((one) => one.id === id)?.file.unlocks
    return unlocks !== undefined && !(unlocks.length === 1 && unlocks[0]?.held)
  }

  /** The authority holds this secret, so only its lock stays. */
  async secretHeld(id: TokenId, secretId: string): Promise<void> {
    await this.#find(id).secretHeld(secretId)
  }

  /** Makes a soft token from keys made elsewhere, and overwrites the private keys that were handed over. */
  async adopt(label: string, keys: readonly AdoptedKey[], pin: Pin, signal?: AbortSignal): Promise<TokenId> {
    const serial = randomBytes(8).toString('hex').toUpperCase()
    return this.#putBack(await this.#remade(adopted(serial, label, keys), pin, signal))
  }

  /** Removes a soft token for good, with its keys and its kept copy. */
  async remove(id: TokenId): Promise<void> {
    const token = this.#find(id)
    await safeRemove(token.path)
    this.#tokens = this.#tokens.filter((other) => other !== token)
    this.#onChange()
  }

  /** Takes a soft token out of use without losing it: its file goes into the subfolder of retired ones. */
  async setAside(id: TokenId): Promise<void> {
    const token = this.#find(id)
    await moveInto(this.#retired, token.path)
    await safeRemove(token.path)
    this.#tokens = this.#tokens.filter((other) => other !== token)
    this.#onChange()
  }

  get #retired(): string {
    return retiredOf(this.#pathOf(''))
  }

  #pathOf(serial: string): string {
    return join(this.#folder, `${serial}${SUFFIX}`)
  }

  #find(id: TokenId): SoftToken {
    const token = this.#tokens.find((one) => one.id === id)
    if (token === undefined) throw new AssistantError('token-absent')
    return token
  }

  #closed(): SoftTrouble {
    return { file: basename(this.#folder), code: 'folder-not-writable' }
  }

  /** null if the folder cannot be read. */
  async #names(): Promise<readonly string[] | null> {
    try {
      const names = (await readdir(this.#folder)).map((name) => name.replace(/\.previous$/, ''))
      return [...new Set(names.filter((name) => name.endsWith(SUFFIX)))].sort()
    } catch (error) {
      // The folder is made together with the first soft certificate.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      return null
    }
  }

  async #readAll(names: readonly string[]): Promise<readonly (SoftToken | SoftTrouble)[]> {
    const found: (SoftToken | SoftTrouble)[] = []
    for (let at = 0; at < names.length; at += readAtOnce) {
      const some = names.slice(at, at + readAtOnce)
      found.push(...(await Promise.all(some.map((name) => this.#read(name)))))
    }
    return found
  }

  async #read(name: string): Promise<SoftToken | SoftTrouble> {
    const path = join(this.#folder, name)
    try {
      const known = this.#tokens.find((token) => token.path === path)
      if (known === undefined) return this.#tokenOf(path, await readSoftFile(path))
      await known.reload()
      return known
    } catch (error) {
      if (!isAssistantError(error)) throw error
      const code = softTroubleCodes.find((one) => one === error.code) ?? 'soft-file-damaged'
      return { file: basename(path), code }
    }
  }

  #tokenOf(path: string, reading: Pick<SoftReading, 'file' | 'warning'>): SoftToken {
    return new SoftToken(reading, {
      path,
      machineSecret: this.#machineSecret,
      kdf: this.#kdf,
      onChange: this.#onChange,
    })
  }

  async #add(file: SoftFile): Promise<SoftToken> {
    const path = this.#pathOf(file.serial)
    await makeFolder(this.#folder)
    const token =
      this.#tokens.find((known) => known.path === path) ?? this.#tokenOf(path, { file, warning: null })
    await token.replaceWith(file)
    this.#tokens = [...this.#tokens.filter((other) => other !== token), token]
    this.#unusable = this.#unusable.filter((trouble) => trouble.file !== basename(path))
    this.#onChange()
    return token
  }

  /** The file to be replaced may be newer than the backup, so it is kept among the retired ones. */
  async #keepCopy(serial: string): Promise<void> {
    const path = this.#pathOf(serial)
    const held = existsSync(path) ? path : previousOf(path)
    if (existsSync(held)) await copyInto(this.#retired, held, `${serial}-${stamp()}${SUFFIX}`)
  }

  async #remade(token: BackedUp, pin: Pin, signal?: AbortSignal): Promise<SoftFile> {
    return remadeFrom(token, pin, { cost: this.#kdf, machine: await this.#machineSecret('new'), signal })
  }

  async #putBack(file: SoftFile): Promise<TokenId> {
    await this.#keepCopy(file.serial)
    return (await this.#add(file)).id
  }
}
