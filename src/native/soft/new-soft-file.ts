import type { KdfCost } from '../derivation/scrypt.ts'
import { lockKey, machineMark } from './sealing.ts'
import { checkSoftPin, pinContext } from './soft-facts.ts'
import { FORMAT, type NewSoftToken, SOFT_TRIES, type SoftFile, VERSION } from './soft-file.ts'
import type { SoftVault } from './soft-vault.ts'

/** The first content of a soft token's file, for a new token or a restored one. */
export const newSoftFile = async (
  serial: string,
  { label, pin }: NewSoftToken,
  vault: SoftVault,
  kdf: KdfCost,
  machine: Uint8Array | null,
  signal?: AbortSignal,
): Promise<SoftFile> => {
  checkSoftPin(pin)
  const lock = await lockKey(pin, vault.fileKey, pinContext(serial), kdf, machine, signal)
  return {
    format: FORMAT,
    version: VERSION,
    serial,
    label,
    createdAt: new Date().toISOString(),
    pin: { triesLeft: SOFT_TRIES, lock },
    unlocks: [],
    machineMark: machine === null ? null : machineMark(machine, serial),
    secrets: vault.sealed(),
    keys: [],
    certificates: [],
  }
}
