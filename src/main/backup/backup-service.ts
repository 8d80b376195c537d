import { checkSoftPin, type Fork, type Keyring, type Pin, type PresentToken } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { HistoryKind } from '../../shared/models/index.ts'
import { holderOf } from '../certificates/certificate-view.ts'
import { readable } from '../certificates/chain.ts'
import type { History } from '../history/index.ts'
import type { PinConsent, PinService } from '../pin/index.ts'
import { keysOfPfx } from './old-pfx.ts'

/** The signal ends what may take long; everything then stays as it was. */
export type BackupService = {
  /** Makes the content of the file. Nothing of it stays here. */
  create(
    tokenId: string,
    pin: Pin,
    password: Pin,
    consent: Pick<PinConsent, 'tries'>,
    signal?: AbortSignal,
  ): Promise<{ fileName: string; base64: string }>
  /** The person has the file and goes on with it elsewhere. The copy here is put out of use and marked as moved. */
  moved(tokenId: string): Promise<void>
  restore(
    base64: string,
    password: Pin,
    pin: Pin,
    consent: NewPinConsent,
    signal?: AbortSignal,
  ): Promise<{ tokenIds: readonly string[] }>
  /** Imports an old RSA certificate with its key from a .pfx or .p12 file. */
  importPfx(
    base64: string,
    password: Pin,
    pin: Pin,
    consent: NewPinConsent,
    signal?: AbortSignal,
  ): Promise<{ tokenId: string }>
}

type NewPinConsent = Pick<PinConsent, 'strength'>

export type BackupParts = {
  readonly fork: Fork
  readonly keyring: Pick<Keyring, 'current' | 'soft'>
  readonly pins: Pick<PinService, 'checkNewSoft'>
  readonly history: Pick<History, 'add'>
  /** The issuer whose rules apply to a certificate; null if it is not known. */
  readonly issuerOf: (certificate: Certificate) => string | null
  /** Ends the reminders for the copy that was moved away. */
  readonly forget: (serial: string) => void
  readonly now: () => Date
}

const limit = 4 * 1024 * 1024

const bytesOf = (base64: string): Uint8Array => {
  if (base64.length > limit * 1.4) throw new AssistantError('input-invalid')
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

const signingOf = ({ certificates }: PresentToken) =>
  readable(certificates.map(({ der }) => der)).find(({ use }) => use !== 'encryption') ?? null

// The file name may end up on any system, so characters that any system forbids are left out.
const fileNameOf = (holder: string, now: Date): string =>
  `${holder.replace(/[\\/:*?"<>|\s]/g, '').slice(0, 40) || 'certificate'}-${now.toISOString().slice(0, 10)}.certbackup`

/** Backup, move and restore of soft certificates, and the import of old .pfx files. */
export const createBackupService = (parts: BackupParts): BackupService => {
  const { fork, keyring, pins, history, issuerOf, forget, now } = parts
  const present = (tokenId: string): PresentToken => {
    const found = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    if (!found) throw new AssistantError('token-absent')
    if (found.facts.kind !== 'soft') throw new AssistantError('token-lacks')
    return found
  }

  const note = (kind: HistoryKind, found: PresentToken | undefined): void => {
    if (!found) return
    const certificate = signingOf(found)
    history.add({
      kind,
      tokenId: found.facts.id,
      tokenName: found.facts.label,
      holder: certificate && holderOf(certificate),
      serial: certificate?.serialHex ?? null,
      detail: null,
    })
  }
  const noteById = (kind: HistoryKind, id: string): void =>
    note(
      kind,
      keyring.current().tokens.find(({ facts }) => facts.id === id),
    )

  return {
    create: async (tokenId, pin, password, { tries }, signal) => {
      const found = present(tokenId)
      checkSoftPin(pin)
      if (found.facts.pin.locked) throw new AssistantError('pin-locked')
      if (found.facts.pin.lastTry && tries === 'careful') throw new AssistantError('last-try-unconfirmed')
      const bytes = await keyring.soft.backup([{ id: tokenId, pin }], password, signal)
      note('backed-up', found)
      const certificate = signingOf(found)
      const fileName = fileNameOf(certificate ? holderOf(certificate) : found.facts.label, now())
      return { fileName, base64: Buffer.from(bytes).toString('base64') }
    },
    moved: async (tokenId) => {
      const found = present(tokenId)
      await keyring.soft.setAside(tokenId)
      note('moved', found)
      const serial = signingOf(found)?.serialHex
      if (serial) forget(serial)
    },
    restore: async (base64, password, pin, consent, signal) => {
      pins.checkNewSoft(pin, consent, [])
      const tokenIds = await keyring.soft.restore(bytesOf(base64), password, pin, signal)
      for (const id of tokenIds) noteById('restored', id)
      return { tokenIds }
    },
    importPfx: async (base64, password, pin, consent, signal) => {
      pins.checkNewSoft(pin, consent, [])
      const { holder, keys } = await keysOfPfx(fork, bytesOf(base64), password, signal)
      const certificates = readable(keys.map(({ certificate }) => certificate))
      pins.checkNewSoft(pin, consent, certificates.map(issuerOf))
      const tokenId = await keyring.soft.adopt(holder, keys, pin, signal)
      noteById('imported', tokenId)
      return { tokenId }
    },
  }
}
