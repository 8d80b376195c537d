import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { KdfCost } from '../derivation/scrypt.ts'
import type { BackedUp } from './backup.ts'
import { newSoftFile } from './new-soft-file.ts'
import { unseal } from './sealing.ts'
import { type SoftFile, vaultSchema } from './soft-file.ts'
import type { SoftToken } from './soft-token.ts'
import { SoftVault } from './soft-vault.ts'

/** What of a soft token goes into a backup. It needs the PIN, and counts a try as ever. */
export const backedUp = async (token: SoftToken, pin: Pin, signal?: AbortSignal): Promise<BackedUp> => {
  const { file, fileKey } = await token.contents(pin, signal)
  const plain = unseal(fileKey, `${file.serial}:secrets`, file.secrets)
  fileKey.fill(0)
  if (plain === null) throw new AssistantError('soft-file-damaged')
  // The authority's secret opens this file only, so it does not travel.
  const { unlockKeys: _, ...secrets } = vaultSchema.parse(JSON.parse(plain.toString()))
  plain.fill(0)
  const { serial, label, keys, certificates, seals } = file
  return { serial, label, secrets, keys, certificates, ...(seals && { seals }) }
}

type Making = {
  readonly cost: KdfCost
  /** The secret of this machine, to which the file is bound; null if it has none. */
  readonly machine: Parameters<typeof newSoftFile>[4]
  readonly signal: AbortSignal | undefined
}

/** A file of this machine from what a backup holds, under a new PIN. */
export const remadeFrom = async (
  { serial, label, secrets, keys, certificates, seals }: BackedUp,
  pin: Pin,
  { cost, machine, signal }: Making,
): Promise<SoftFile> => {
  const vault = SoftVault.empty(serial)
  try {
    for (const { keyId, privateKey } of secrets.keys) vault.keep(keyId, Buffer.from(privateKey, 'base64'))
    for (const { label: name, value } of secrets.data) vault.writeData(name, Buffer.from(value, 'base64'))
    const file = await newSoftFile(serial, { label, pin }, vault, cost, machine, signal)
    return { ...file, keys, certificates, ...(seals && { seals }) }
  } finally {
    vault.close()
  }
}
