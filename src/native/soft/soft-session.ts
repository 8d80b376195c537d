import { randomBytes } from 'node:crypto'
import { equalBytes, generateSm2KeyPair } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { readableCertificate } from '../certificate-reading.ts'
import { objectIdOf } from '../object-id.ts'
import { openWithKey } from '../open-with-key.ts'
import { sealValue, shownSeals } from '../seal-label.ts'
import type { KeyId, SignScheme, StoredCertificate, StoredKey, StoredSeal, TokenSession } from '../token.ts'
import type { SoftFile } from './soft-file.ts'
import type { SoftVault } from './soft-vault.ts'
import { freshLock, withLock } from './unlock-locks.ts'

/** Where a session stores its changes: the whole file, written at once. */
export type SoftStore = {
  readonly file: () => SoftFile
  readonly save: (file: SoftFile) => Promise<void>
  readonly machine: Uint8Array | null
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const fromText = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** The certificates of a soft-token file. */
export const certificatesOf = (file: SoftFile): readonly StoredCertificate[] =>
  file.certificates.map(({ keyId, label, der }) => {
    const bytes = fromText(der)
    return { objectId: objectIdOf(bytes), keyId, label, der: bytes }
  })

/** Its electronic seals. */
export const sealsOf = ({ seals = [] }: SoftFile): readonly StoredSeal[] =>
  shownSeals(seals).map(({ label, der }) => ({ label, value: sealValue(fromText(der)) }))

/** The public halves of its keys. */
export const keysOf = (file: SoftFile): readonly StoredKey[] =>
  file.keys.map(({ keyId, label, type, publicKey }) => ({
    keyId,
    label,
    type,
    publicKey: fromText(publicKey),
  }))

const mustFit = (type: StoredKey['type'] | undefined, scheme: SignScheme, digest: Uint8Array): void => {
  if (type === undefined) throw new AssistantError('object-missing')
  if (scheme !== (type === 'sm2' ? 'sm2-digest' : 'rsa-sha256')) throw new AssistantError('token-lacks')
  if (digest.length !== 32) throw new AssistantError('input-invalid')
}

/** A logged-in scope on a soft token. Each change is on disk before it is answered. */
export const softSession = (vault: SoftVault, { file, save, machine }: SoftStore): TokenSession => {
  /** The parts behind the PIN and beside it go to disk in one piece. */
  const change = (part: Partial<SoftFile>): Promise<void> =>
    save({ ...file(), ...part, secrets: vault.sealed() })

  const keyUnder = (label: string, publicKey?: Uint8Array): StoredKey | undefined =>
    keysOf(file()).find(
      (key) =>
        key.label === label &&
        key.type === 'sm2' &&
        vault.has(key.keyId) &&
        (publicKey === undefined || (key.publicKey !== null && equalBytes(key.publicKey, publicKey))),
    )

  const keep = async (label: string, privateKey: Uint8Array, publicKey: Uint8Array): Promise<StoredKey> => {
    const keyId: KeyId = randomBytes(16).toString('hex')
    vault.keep(keyId, privateKey)
    await change({ keys: [...file().keys, { keyId, label, type: 'sm2', publicKey: base64(publicKey) }] })
    return { keyId, label, type: 'sm2', publicKey }
  }

  return {
    pinKept: false,
    keys: async () => keysOf(file()),
    generateSm2: async (label) => {
      const before = keyUnder(label)
      if (before !== undefined) return before
      const { privateKey, publicKey } = generateSm2KeyPair()
      return keep(label, privateKey, publicKey)
    },
    sign: async (keyId, digest, scheme) => {
      const type = keysOf(file()).find((key) => key.keyId === keyId)?.type
      mustFit(type, scheme, digest)
      return type === 'rsa' ? vault.signRsa(keyId, digest) : vault.sign(keyId, digest)
    },
    decrypt: async (keyId, cipher) => vault.decrypt(keyId, cipher),
    openEnvelope: async (keyId, envelope) => openWithKey(vault.decrypt(keyId, envelope.key), envelope),
    importPair: async (wrapping, label, enveloped) => {
      const { privateKey, publicKey } = vault.openEnvelope(wrapping, enveloped)
      const before = keyUnder(label, publicKey)
      if (before === undefined) return keep(label, privateKey, publicKey)
      privateKey.fill(0)
      return before
    },
    writeCertificate: async (keyId, label, der) => {
      readableCertificate(der)
      const objectId = objectIdOf(der)
      const all = certificatesOf(file())
      const before = all.find((found) => found.objectId === objectId && found.keyId === keyId)
      if (before !== undefined) return before
      await change({ certificates: [...file().certificates, { keyId, label, der: base64(der) }] })
      return { objectId, keyId, label, der: new Uint8Array(der) }
    },
    certificates: async () => certificatesOf(file()),
    removeKey: async (keyId) => {
      vault.forget(keyId)
      const others = <T extends { readonly keyId: KeyId }>(all: readonly T[]): T[] =>
        all.filter((one) => one.keyId !== keyId)
      await change({ keys: others(file().keys), certificates: others(file().certificates) })
    },
    removeCertificate: async (objectId) => {
      const kept = file().certificates.filter(({ der }) => objectIdOf(fromText(der)) !== objectId)
      if (kept.length < file().certificates.length) await change({ certificates: kept })
    },
    data: async () =>
      [...vault.data].map(([label, value]) => ({
        objectId: objectIdOf(Buffer.concat([Buffer.from(label), value])),
        label,
        value: new Uint8Array(value),
      })),
    writeData: async (label, value) => {
      vault.writeData(label, value)
      await change({})
    },
    secretToLeave: async () => {
      const { secret, lock, key } = await freshLock(file().serial, vault.fileKey, machine)
      const unlocks = withLock(file().unlocks, lock)
      vault.keepUnlockKeys(
        [...vault.unlockKeys, key].filter(({ id }) => unlocks.some((one) => one.id === id)),
      )
      await change({ unlocks })
      return { id: lock.id, pin: secret }
    },
    writeSeal: async (label, value) => {
      const others = (file().seals ?? []).filter((one) => one.label !== label)
      await change({ seals: [...others, { label, der: base64(value) }] })
    },
    removeSeal: async (label) => {
      const { seals = [] } = file()
      const kept = seals.filter((one) => one.label !== label)
      if (kept.length < seals.length) await change({ seals: kept })
    },
    removeData: async (label) => {
      if (!vault.data.has(label)) return
      vault.writeData(label, null)
      await change({})
    },
  }
}
