import type { SentPin } from '../../shared/contract/index.ts'
import type { PinRule } from '../../shared/models/index.ts'
import { pinWeakness } from '../../shared/pin/new-pin.ts'

/** A PIN that was typed here, in the contract's form. */
export const typed = (pin: string): SentPin => ({ entry: 'typed', pin })

export type PinFault = 'missing' | 'length' | 'full-width' | 'not-typable'
export type PinStrength = 'weak' | 'fair' | 'good'

const wide = /[\uff01-\uff5e\u3000]/g

/** How many full-width characters came from an input method. */
export const fullWidthCount = (pin: string): number => pin.match(wide)?.length ?? 0

/** What is wrong with a PIN before it is sent anywhere. */
export const pinFault = (pin: string, { min, max }: PinRule): PinFault | null => {
  if (pin === '') return 'missing'
  if (fullWidthCount(pin) > 0) return 'full-width'
  if (!/^[\x20-\x7e]*$/.test(pin)) return 'not-typable'
  return pin.length < min || pin.length > max ? 'length' : null
}

const kinds = (pin: string): number =>
  [/[0-9]/, /[a-z]/, /[A-Z]/, /[^0-9a-zA-Z]/].filter((kind) => kind.test(pin)).length

/** An honest hint, not a proof: a PIN that is refused or discouraged is weak whatever its length. */
export const pinStrength = (pin: string): PinStrength => {
  if (pin.length < 6 || pinWeakness(pin) !== null || new Set(pin).size < 4) return 'weak'
  return pin.length >= 8 && kinds(pin) >= 2 ? 'good' : 'fair'
}
