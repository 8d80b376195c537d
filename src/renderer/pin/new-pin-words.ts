import type { NewPinStrength } from '../../shared/contract/index.ts'
import type { PinRule } from '../../shared/models/index.ts'
import { isRefused, type PinWeakness, pinWeakness } from '../../shared/pin/new-pin.ts'
import type { Texts } from '../../shared/text/index.ts'
import { fullWidthCount } from './pin-rules.ts'
import { pinFaultWords } from './pin-words.ts'

export type NewPinValues = { readonly pin: string; readonly repeat: string; readonly keepWeak: boolean }

export const noNewPin: NewPinValues = { pin: '', repeat: '', keepWeak: false }

/** Why a PIN is discouraged although it may be kept; null if it is good or refused anyway. */
export const discouraged = (pin: string): PinWeakness | null => {
  const weakness = pinWeakness(pin)
  return weakness !== null && !isRefused(weakness) ? weakness : null
}

/** What is wrong with a new PIN, in words; null if it can be used. */
export const newPinFault = (pin: string, rule: PinRule, words: Texts): string | null => {
  if (fullWidthCount(pin) > 0) return words.pin.wide
  if (/\s/.test(pin)) return words.pin.spaces
  const fault = pinFaultWords(pin, rule, words)
  if (fault !== null) return fault
  const weakness = pinWeakness(pin)
  return weakness !== null && isRefused(weakness) ? words.pin.weakness[weakness] : null
}

/** What the person has confirmed about the new PIN. */
export const strengthOf = ({ keepWeak }: NewPinValues): NewPinStrength =>
  keepWeak ? 'kept-although-weak' : 'checked'

export const isNewPinReady = (values: NewPinValues, rule: PinRule, words: Texts): boolean =>
  newPinFault(values.pin, rule, words) === null &&
  values.pin === values.repeat &&
  (discouraged(values.pin) === null || values.keepWeak)
