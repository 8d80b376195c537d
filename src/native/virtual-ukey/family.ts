import { fileURLToPath } from 'node:url'
import { loadDrivers } from '../drivers/load.ts'
import type { CipherForm, MechanismFamily, SignatureForm } from '../drivers/schema.ts'

// The virtual Ukey's names for its own mechanisms: drivers/virtual-ukey/numbers.h.
const GENERATE = 0x80008001
const SIGN: Readonly<Record<SignatureForm, number>> = { der: 0x80008104, raw: 0x80008105, either: 0x80008105 }
const DECRYPT: Readonly<Record<CipherForm, number>> = { asn1: 0x80008201, raw: 0x80008200 }

/** The line of a key's file that makes the key speak a family: the key type, then the number of each mechanism. */
export const familyLine = ({ id, sm2 }: MechanismFamily): string => {
  const { keyType, generate, signDigest, decrypt } = sm2
  if (keyType === null) throw new Error(`the family ${id} names no key type`)
  const pairs = [
    ...generate.map((told) => [GENERATE, told] as const),
    ...signDigest.map(({ mechanism, form }) => [SIGN[form], mechanism] as const),
    ...decrypt.map(({ mechanism, form }) => [DECRYPT[form], mechanism] as const),
  ]
  const numbers = pairs.map(([ours, told]) => `${ours.toString(16)}=${told.toString(16)}`)
  return ['family', keyType.toString(16), ...numbers].join(' ')
}

/** A family of those that ship, by its id. */
export const shippedFamily = (id: string): MechanismFamily => {
  const builtInFolder = fileURLToPath(new URL('../../../drivers', import.meta.url))
  const { families } = loadDrivers({ builtInFolder, userFolder: null })
  const family = families.find((one) => one.id === id)
  if (family === undefined)
    throw new Error(`no family ${id}; there are: ${families.map((one) => one.id).join(', ')}`)
  return family
}
