import { AssistantError } from '../shared/errors/assistant-error.ts'
import type { PinRule } from '../shared/models/index.ts'
import type { Pin } from '../shared/pin/pin.ts'

/** Refuses a PIN that no token with this rule can have, before the token counts it as a try. */
export const checkPin = (pin: Pin, rule: PinRule): void => {
  if (!/^[\x20-\x7e]*$/.test(pin.reveal())) throw new AssistantError('pin-not-encodable')
  if (pin.length < rule.min || pin.length > rule.max) {
    throw new AssistantError('pin-length', { min: rule.min, max: rule.max })
  }
}

/** Like `checkPin`, for a new PIN that replaces another. */
export const checkNewPin = (oldPin: Pin, newPin: Pin, rule: PinRule): void => {
  checkPin(newPin, rule)
  if (oldPin.reveal() === newPin.reveal()) throw new AssistantError('pin-unchanged')
}
