import type { MechanismFamily } from '../drivers/schema.ts'
import type { Setup, Sm2Numbers } from './setup.ts'

const confirm = (
  { sm2 }: MechanismFamily,
  listed: ReadonlySet<number>,
  unwrapEnveloped: number | null,
): Sm2Numbers | null => {
  if (sm2.keyType === null) return null
  const generate = sm2.generate.find((number) => listed.has(number)) ?? null
  const sign = sm2.signDigest.find(({ mechanism }) => listed.has(mechanism)) ?? null
  const decrypt = sm2.decrypt.find(({ mechanism }) => listed.has(mechanism)) ?? null
  if (generate === null && sign === null && decrypt === null) return null
  const unwrap = unwrapEnveloped !== null && listed.has(unwrapEnveloped) ? unwrapEnveloped : null
  return { keyType: sm2.keyType, generate, sign, decrypt, unwrap }
}

/** The first of the driver's families that the token's mechanism list confirms; null if it confirms none. */
export const confirmedNumbers = (
  { families, unwrapEnveloped }: Pick<Setup, 'families' | 'unwrapEnveloped'>,
  mechanisms: readonly number[],
): Sm2Numbers | null => {
  const listed = new Set(mechanisms)
  for (const family of families) {
    const numbers = confirm(family, listed, unwrapEnveloped)
    if (numbers !== null) return numbers
  }
  return null
}
