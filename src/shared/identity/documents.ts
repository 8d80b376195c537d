import { isResidentId, normalNumber } from '../identity-numbers/identity-numbers.ts'

/**
 * 居民身份证, 港澳居民来往内地通行证, 台湾居民来往大陆通行证, 中华人民共和国普通护照 (国家移民管理局签发),
 * 外国人永久居留身份证.
 */
export const documentKinds = [
  'resident-id',
  'hk-macao-permit',
  'taiwan-permit',
  'passport',
  'permanent-resident-id',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** From which age a person may have an account, be a handler or represent an entity. */
export const adultAge = 18

/** The number as it is stored and compared. */
export const documentNumber = (typed: string): string => normalNumber(typed.normalize('NFKC'))

const patterns: Readonly<Record<DocumentKind, RegExp>> = {
  'resident-id': /^[1-8]\d{16}[0-9X]$/,
  // H from Hong Kong, M from Macao. Cards before 2013 add how often they were replaced.
  'hk-macao-permit': /^[HM]\d{8}(?:\d{2})?$/,
  // The cards since 2015. The last booklets ended in 2020.
  'taiwan-permit': /^\d{8}$/,
  passport: /^(?:E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8})$/,
  // Since 2023 as the identity card, beginning with 9; before, three letters of the country and twelve digits.
  'permanent-resident-id': /^(?:9\d{16}[0-9X]|[A-Z]{3}\d{12})$/,
}

/** What is wrong with a number: its form, the birthday in it, or its check digit. */
export type NumberFault = 'form' | 'birthday' | 'check-digit'

const hasBirthday = (kind: DocumentKind, number: string): boolean =>
  kind === 'resident-id' || (kind === 'permanent-resident-id' && /^9/.test(number))

/** `today`: a day as 2026-10-01. */
export const documentFault = (kind: DocumentKind, typed: string, today: string): NumberFault | null => {
  const number = documentNumber(typed)
  if (!patterns[kind].test(number)) return 'form'
  const born = bornOn(kind, number)
  if (hasBirthday(kind, number) && (born === null || born > today || born < '1900-01-01')) return 'birthday'
  return born !== null && !isResidentId(number) ? 'check-digit' : null
}

/** The birthday that a number tells; null if it tells none, or one that never was. */
export const bornOn = (kind: DocumentKind, typed: string): string | null => {
  const number = documentNumber(typed)
  if (kind === 'permanent-resident-id' && /^[A-Z]{3}\d{12}$/.test(number)) return null
  if (!hasBirthday(kind, number) || !patterns[kind].test(number)) return null
  const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  return isDay(day) ? day : null
}

/** Whether there is such a day in the calendar. */
export const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** How old somebody is; a person born on 29 February has the birthday on 1 March in other years. */
export const ageOn = (born: string, today: string): number => {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4))
  return today.slice(5) < born.slice(5) ? years - 1 : years
}

/** The number tells that the person is younger than `adultAge`. A number that tells no birthday tells nothing. */
export const isMinor = (kind: DocumentKind, typed: string, today: string): boolean => {
  const born = bornOn(kind, typed)
  return born !== null && ageOn(born, today) < adultAge
}

/** The days on which a document is valid, first and last included; `to: null` means 长期. */
export type Validity = { readonly from: string; readonly to: string | null }
export type ValidityFault = 'not-yet' | 'over' | 'wrong-order'

export const validityFault = ({ from, to }: Validity, today: string): ValidityFault | null => {
  if (to !== null && to < from) return 'wrong-order'
  if (from > today) return 'not-yet'
  return to !== null && to < today ? 'over' : null
}
