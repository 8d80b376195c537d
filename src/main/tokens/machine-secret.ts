import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { hasBoundFiles, type MachineSecret } from '../../native/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { type FileReading, readFileAt, setAside } from '../files/file-reading.ts'
import type { SystemKeyStore } from '../shell/shell.ts'

export type MachineKeyTrouble = Extract<
  ErrorReport,
  { readonly code: 'machine-key-missing' | 'machine-key-unreadable' | 'machine-key-restored' }
>

export type MachineSecretParts = {
  readonly home: string
  /** null if the system has no key store, or does not open it now. */
  readonly store: () => SystemKeyStore | null
  readonly now: () => Date
  readonly log: (line: string) => void
  /** Hears what happened to the file; null if it opens again. */
  readonly trouble: (report: MachineKeyTrouble | null) => void
}

const name = 'machine.key'
const secretBytes = 32
const mostBytes = 64 * 1024

/** null if the system does not open it, or if the content is not a secret of ours. */
const opened = (reading: FileReading, store: SystemKeyStore): Uint8Array | null => {
  if (reading.kind !== 'read') return null
  try {
    const secret = new Uint8Array(Buffer.from(store.open(reading.bytes), 'base64'))
    return secret.length === secretBytes ? secret : null
  } catch {
    return null
  }
}

const sealedBy = (store: SystemKeyStore, secret: Buffer): Uint8Array | null => {
  try {
    return store.seal(secret.toString('base64'))
  } catch {
    return null // treated as if there were no key store
  }
}

/** The copy and the repair may wait, because the secret is at hand. */
const attempt = (work: () => void): void => {
  try {
    work()
  } catch {}
}

/**
 * A secret of this machine, sealed by the system, that soft certificates are bound to. There are two copies of it,
 * because without it every bound certificate is lost. While there is one, no new secret replaces it. A soft certificate
 * that is made while the secret is unavailable is bound only to its PIN.
 */
export const createMachineSecret = (parts: MachineSecretParts): MachineSecret => {
  const { home, log, trouble } = parts
  const path = join(home, name)
  const copyPath = `${path}.copy`
  const read = (file: string) => readFileAt(file, mostBytes)

  const keepCopy = (reading: FileReading): void => {
    const copy = read(copyPath)
    if (reading.kind !== 'read' || (copy.kind === 'read' && copy.bytes.equals(reading.bytes))) return
    if (copy.kind !== 'absent') setAside(copyPath, parts.now())
    attempt(() => writeAtomically(copyPath, reading.bytes))
  }

  /** Replaces what is damaged or missing with the copy. The damaged file stays beside it. */
  const putBack = (copy: FileReading): void => {
    if (copy.kind !== 'read') return
    const isFree = read(path).kind === 'absent' || setAside(path, parts.now()) !== null
    if (isFree) attempt(() => writeAtomically(path, copy.bytes))
    trouble({ code: 'machine-key-restored', params: {} })
  }

  const atHand = (store: SystemKeyStore): Uint8Array | null => {
    const [main, copy] = [read(path), read(copyPath)]
    const secret = opened(main, store)
    if (secret !== null) {
      keepCopy(main)
      return secret
    }
    const kept = opened(copy, store)
    if (kept !== null) putBack(copy)
    return kept
  }

  /** Makes a secret, only if nothing depends on an earlier one. Nothing is overwritten. */
  const made = (store: SystemKeyStore): Uint8Array | null => {
    if (hasBoundFiles(join(home, 'soft'))) return null
    for (const file of [path, copyPath])
      if (read(file).kind !== 'absent' && setAside(file, parts.now()) === null) return null
    const secret = randomBytes(secretBytes)
    const sealed = sealedBy(store, secret)
    if (sealed === null) return null
    writeAtomically(path, sealed)
    attempt(() => writeAtomically(copyPath, sealed))
    return new Uint8Array(secret)
  }

  const absence = (): MachineKeyTrouble => {
    const isGone = read(path).kind === 'absent' && read(copyPath).kind === 'absent'
    return { code: isGone ? 'machine-key-missing' : 'machine-key-unreadable', params: { file: name } }
  }

  let isLocked = false
  return async (use) => {
    const store = parts.store()
    const secret = store && (atHand(store) ?? (use === 'new' ? made(store) : null))
    if (secret !== null) {
      if (isLocked) trouble(null)
      isLocked = false
      return secret
    }
    const why = absence()
    // A system without a key store binds nothing, and never did if there is no file.
    if (store === null && (use === 'new' || why.code === 'machine-key-missing')) return null
    trouble(why)
    isLocked = true
    if (use === 'open') throw new AssistantError(why.code, { file: name })
    log(`a soft certificate is not bound to this machine: ${why.code}`)
    return null
  }
}
