import { LARGEST_SEAL } from '../../native/index.ts'
import { type ElectronicSeal, PkiError, parseSeal, verifySeal } from '../../pki/index.ts'

const read = new WeakMap<Uint8Array, ElectronicSeal | null>()

/** What the bytes of a seal say; null if they are none. The same bytes in memory are parsed once. */
export const sealIn = (bytes: Uint8Array): ElectronicSeal | null => {
  const known = read.get(bytes)
  if (known !== undefined) return known
  const seal = parsed(bytes)
  read.set(bytes, seal)
  return seal
}

const parsed = (bytes: Uint8Array): ElectronicSeal | null => {
  if (bytes.length > LARGEST_SEAL) return null
  try {
    return parseSeal(bytes)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

const genuine = new WeakMap<ElectronicSeal, boolean>()

/** Whether the maker's signature is right. It is checked once for each seal in memory. */
export const isGenuine = (seal: ElectronicSeal): boolean => {
  const known = genuine.get(seal)
  if (known !== undefined) return known
  const is = verifySeal(seal)
  genuine.set(seal, is)
  return is
}
