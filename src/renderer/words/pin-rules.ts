import type { PinRule } from '../../shared/models/index.ts'

/** A PIN that is typed on the key itself never comes here; the contract wants a word in its place. */
export const typedOnDevice = '*'

export type PinFault = 'missing' | 'length' | 'full-width' | 'not-typable'
export type PinStrength = 'weak' | 'fair' | 'good'

const wide = /[\uff01-\uff5e\u3000]/g

/** How many characters came out of an input method in full width. */
export const fullWidthCount = (pin: string): number => pin.match(wide)?.length ?? 0

export const toHalfWidth = (pin: string): string =>
  pin.replace(wide, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )

/** What is wrong with a PIN before it is sent anywhere. */
export const pinFault = (pin: string, { min, max }: PinRule): PinFault | null => {
  if (pin === '') return 'missing'
  if (fullWidthCount(pin) > 0) return 'full-width'
  if (!/^[\x20-\x7e]*$/.test(pin)) return 'not-typable'
  return pin.length < min || pin.length > max ? 'length' : null
}

const isRun = (pin: string): boolean => {
  const steps = Array.from(
    pin.slice(1),
    (character, index) => character.charCodeAt(0) - pin.charCodeAt(index),
  )
  return (
    steps.every((step) => step === 0) ||
    steps.every((step) => step === 1) ||
    steps.every((step) => step === -1)
  )
}

const isRepeat = (pin: string): boolean => /^(.{1,4})\1+$/.test(pin)

const kinds = (pin: string): number =>
  [/[0-9]/, /[a-z]/, /[A-Z]/, /[^0-9a-zA-Z]/].filter((kind) => kind.test(pin)).length

/** An honest hint, not a proof: runs and repeats are weak whatever their length. */
export const pinStrength = (pin: string): PinStrength => {
  if (pin.length < 6 || isRun(pin) || isRepeat(pin) || new Set(pin).size < 4) return 'weak'
  return pin.length >= 8 && kinds(pin) >= 2 ? 'good' : 'fair'
}
