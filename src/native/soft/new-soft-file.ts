import { type KdfCost, lockKey, machineMark } from './sealing.ts'
import { FORMAT, type NewSoftToken, SOFT_TRIES, type SoftFile, VERSION } from './soft-file.ts'
import { checkSoftPin, lockContext } from './soft-token.ts'
import type { SoftVault } from './soft-vault.ts'

/** What the first file of a soft token says, whether it is new or restored. */
export const newSoftFile = async (
  serial: string,
  { label, pin, administrator }: NewSoftToken,
  vault: SoftVault,
  kdf: KdfCost,
  machine: Uint8Array | null,
): Promise<SoftFile> => {
  checkSoftPin(pin)
  const lock = (secret: string, which: 'pin' | 'administrator') =>
    lockKey(secret, vault.fileKey, lockContext(serial, which), kdf, machine)
  return {
    format: FORMAT,
    version: VERSION,
    serial,
    label,
    createdAt: new Date().toISOString(),
    pin: { triesLeft: SOFT_TRIES, lock: await lock(pin.reveal(), 'pin') },
    administrator:
      administrator === undefined
        ? null
        : { triesLeft: SOFT_TRIES, lock: await lock(administrator.reveal(), 'administrator') },
    machineMark: machine === null ? null : machineMark(machine, serial),
    secrets: vault.sealed(),
    keys: [],
    certificates: [],
  }
}
