import { LARGEST_SEAL } from '../../native/index.ts'
import { type Certificate, type ElectronicSeal, sealAdmits } from '../../pki/index.ts'
import type { RaSeal } from '../../shared/ra-contract/index.ts'
import { fromBase64 } from '../files/base64.ts'
import { isGenuine, sealIn } from './reading.ts'

/** The seal that an authority or a person gave, as DER or in a text; null if it is none. */
export const sealOfBase64 = (base64: string): ElectronicSeal | null => {
  if (base64.length > LARGEST_SEAL * 1.4) return null
  return sealIn(fromBase64(base64))
}

/** The seal, if it is genuine and made for one of these certificates. */
export const sealFor = (base64: string, certificates: readonly Certificate[]): ElectronicSeal | null => {
  const seal = sealOfBase64(base64)
  if (!seal || !isGenuine(seal)) return null
  return certificates.some((certificate) => sealAdmits(seal, certificate)) ? seal : null
}

/** The seals of an authority that are in force and fit these certificates. */
export const sealsFor = (
  offered: readonly RaSeal[],
  certificates: readonly Certificate[],
): readonly ElectronicSeal[] =>
  offered.flatMap(({ state, der }) =>
    state === 'issued' && der !== null ? (sealFor(der, certificates) ?? []) : [],
  )
