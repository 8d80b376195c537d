import {
  isCreditCode,
  isOrganisationCode,
  isRegistrationNumber,
  normalNumber,
} from '../identity-numbers/identity-numbers.ts'
import type { CustomerType } from './model.ts'

/** What is wrong with the number of an organisation. */
export type NumberFault = 'missing' | 'length' | 'characters' | 'check'

const creditCodeLength = 18
const lengthOf = { 'organisation-code': 9, 'registration-number': 15 } as const
const isRight = {
  'organisation-code': isOrganisationCode,
  'registration-number': isRegistrationNumber,
} as const

/** Half or full width; 统一社会信用代码 is accepted in place of either number. */
export const numberFault = (kind: CustomerType['number'], typed: string): NumberFault | null => {
  const number = normalNumber(typed)
  if (number === '') return 'missing'
  if (!/^[0-9A-Z]+$/.test(number)) return 'characters'
  if (number.length === creditCodeLength) return isCreditCode(number) ? null : 'check'
  if (number.length !== lengthOf[kind]) return 'length'
  return isRight[kind](number) ? null : 'check'
}
