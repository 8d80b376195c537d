import type { PinRule } from '../tokens/model.ts'

/** Why a PIN is easy to guess. A date that is nobody's known birthday is discouraged but not refused. */
export type PinWeakness = 'default' | 'repeat' | 'sequence' | 'identity' | 'date'

const refused: readonly PinWeakness[] = ['default', 'repeat', 'sequence', 'identity']
export const isRefused = (weakness: PinWeakness): boolean => refused.includes(weakness)

/** The rule for a soft certificate if no issuer has a narrower one. */
export const softPinRule: PinRule = { min: 6, max: 20 }

/**
 * The rule for a new PIN: the token's rule and the issuers' together, or the token's alone if they exclude each other.
 */
export const newPinRule = (token: PinRule, ...issuers: readonly PinRule[]): PinRule => {
  const all = [token, ...issuers]
  const min = Math.max(...all.map((rule) => rule.min))
  const max = Math.min(...all.map((rule) => rule.max))
  return min <= max ? { min, max } : token
}

const wide = /[\uff01-\uff5e\u3000]/g

/** Turns full-width characters of an input method into the half-width ones that were meant. */
export const halfWidth = (text: string): string =>
  text.replace(wide, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )

/** PINs that Ukeys come with, and those that a finder tries first. Repeats and runs are recognised by their form. */
const known = [
  '12345678',
  'admin123',
  'password',
  'passw0rd',
  'abc123',
  'abcd1234',
  'a123456',
  '1qaz2wsx',
  'test1234',
]

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', '0123456789', '1234567890']
const reversed = (text: string): string => [...text].reverse().join('')

const isSequence = (pin: string): boolean =>
  rows.some((row) => row.includes(pin) || reversed(row).includes(pin)) || pairsUp(pin)

/** 112233, 11223344: each symbol twice, and the symbols form a run. */
const pairsUp = (pin: string): boolean => {
  const halves = pin.match(/(.)\1/g)
  if (halves === null || halves.join('') !== pin || halves.length < 3) return false
  const once = halves.map((pair) => pair.charAt(0)).join('')
  return rows.some((row) => row.includes(once) || reversed(row).includes(once))
}

const isRepeat = (pin: string): boolean => /^(.{1,4})\1+$/.test(pin) || new Set(pin).size < 3

const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day
}

const numbers = (text: string, ...at: readonly (readonly [number, number])[]): readonly number[] =>
  at.map(([start, end]) => Number(text.slice(start, end)))

/** Whether the text is a date such as 19880412, 12041988, 04121988 or 880412. */
const isDate = (pin: string): boolean => {
  if (/^\d{6}$/.test(pin)) {
    const [year = 0, month = 0, day = 0] = numbers(pin, [0, 2], [2, 4], [4, 6])
    return isDay(2000 + year, month, day) // any day of 1900 to 1999 is one of a hundred years later, too
  }
  if (!/^\d{8}$/.test(pin)) return false
  const [first = 0, month = 0, day = 0] = numbers(pin, [0, 4], [4, 6], [6, 8])
  if (first >= 1900 && first < 2100 && isDay(first, month, day)) return true
  const [one = 0, two = 0, last = 0] = numbers(pin, [0, 2], [2, 4], [4, 8])
  return last >= 1900 && last < 2100 && (isDay(last, one, two) || isDay(last, two, one))
}

/** The birthday in a resident identity number, with the year in four digits and in two. */
const birthdays = (number: string): readonly string[] =>
  /^\d{17}[\dXx]$/.test(number) ? [number.slice(6, 14), number.slice(8, 14)] : []

const digits = (text: string): string => text.replace(/[^0-9A-Za-z]/g, '').toLowerCase()

/** So many shown characters of a masked number make a match more than chance. */
const telling = 5

/** Whether the PIN fits a part of a number such as 138****0002, of which enough is shown. */
const fitsMask = (pin: string, mask: string): boolean =>
  Array.from({ length: Math.max(0, mask.length - pin.length + 1) }, (_, start) =>
    mask.slice(start, start + pin.length),
  ).some(
    (part) =>
      [...part].filter((character) => character !== '*').length >= telling &&
      [...part].every((character, at) => character === '*' || character === pin[at]),
  )

const isOf = (pin: string, identity: string): boolean => {
  if (identity.includes('*')) return pin.length >= 6 && fitsMask(pin, identity.toLowerCase())
  const number = digits(identity)
  if (number.length < 6) return false
  const bare = digits(pin)
  if (bare.length >= 6 && number.includes(bare)) return true
  return birthdays(identity).some((birthday) => pin.includes(birthday))
}

/**
 * Why a new PIN is easy to guess, or null. `identities` are numbers that others know about the holder: identity number,
 * credit code, phone, serial number of the token.
 */
export const pinWeakness = (text: string, identities: readonly string[] = []): PinWeakness | null => {
  const pin = text.toLowerCase()
  if (known.includes(pin)) return 'default'
  if (isRepeat(pin)) return 'repeat'
  if (isSequence(pin)) return 'sequence'
  if (identities.some((identity) => isOf(pin, identity))) return 'identity'
  return isDate(pin) ? 'date' : null
}
