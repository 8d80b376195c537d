import { AssistantError } from '../shared/errors/assistant-error.ts'
import type { PinRule } from '../shared/models/index.ts'
import type { Pin } from '../shared/pin/pin.ts'

/** Refuses what no token of this rule can hold, before the token sees it and counts it as a try. */
export const checkPin = (pin: Pin, rule: PinRule): void => {
  if (!/^[\x20-\x7e]*$/.test(pin.reveal())) throw new AssistantError('pin-not-encodable')
  if (pin.length < rule.min || pin.length > rule.max) {
    throw new AssistantError('pin-length', { min: rule.min, max: rule.max })
  }
}

/** As checkPin, for a PIN that is to replace another. */
export const checkNewPin = (oldPin: Pin, newPin: Pin, rule: PinRule): void => {
  checkPin(newPin, rule)
  if (oldPin.reveal() === newPin.reveal()) throw new AssistantError('pin-unchanged')
}
