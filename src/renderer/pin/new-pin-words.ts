import { knownNumbersOf } from '../../shared/account/known-numbers.ts'
import type { NewPinStrength } from '../../shared/contract/index.ts'
import type { PinRule, Snapshot } from '../../shared/models/index.ts'
import { isRefused, type PinWeakness, pinWeakness } from '../../shared/pin/new-pin.ts'
import type { Texts } from '../../shared/text/index.ts'
import { fullWidthCount } from './pin-rules.ts'
import { pinFaultWords } from './pin-words.ts'

/** What a page knows: its words, and who is logged in. */
type Said = { readonly words: Texts; readonly snapshot: Pick<Snapshot, 'accounts'> }

export type NewPinValues = { readonly pin: string; readonly repeat: string; readonly keepWeak: boolean }

export const noNewPin: NewPinValues = { pin: '', repeat: '', keepWeak: false }

/** Why a PIN is discouraged although it may be kept; null if it is good or refused anyway. */
export const discouraged = (pin: string): PinWeakness | null => {
  const weakness = pinWeakness(pin)
  return weakness !== null && !isRefused(weakness) ? weakness : null
}

/** What is wrong with a new PIN, in words; null if it can be used. */
export const newPinFault = (pin: string, rule: PinRule, { words, snapshot }: Said): string | null => {
  if (fullWidthCount(pin) > 0) return words.pin.wide
  if (/\s/.test(pin)) return words.pin.spaces
  const fault = pinFaultWords(pin, rule, words)
  if (fault !== null) return fault
  const weakness = pinWeakness(pin, knownNumbersOf(snapshot))
  return weakness !== null && isRefused(weakness) ? words.pin.weakness[weakness] : null
}

/** What the person has confirmed about the new PIN. */
export const strengthOf = ({ keepWeak }: NewPinValues): NewPinStrength =>
  keepWeak ? 'kept-although-weak' : 'checked'

export const isNewPinReady = (values: NewPinValues, rule: PinRule, said: Said): boolean =>
  newPinFault(values.pin, rule, said) === null &&
  values.pin === values.repeat &&
  (discouraged(values.pin) === null || values.keepWeak)
