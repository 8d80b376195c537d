import type { PinEntry, PinTries } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'

/** A PIN on its way to a token, and what the person has confirmed about it. */
export type GivenPin = { readonly pin: PinEntry; readonly tries: PinTries }

/** The PIN that was typed. Throws if the PIN would be typed on a key that has no keypad. */
export const typedIn = ({ pin: entry }: Pick<GivenPin, 'pin'>): Pin => {
  if (entry.entry === 'on-device') throw new AssistantError('pin-needed')
  return entry.pin
}

/** For a business that outlives the call that brought the PIN. From now on the business itself drops the PIN. */
export const takenOver = ({ pin: entry, tries }: GivenPin): GivenPin => ({
  pin: entry.entry === 'typed' ? { entry: 'typed', pin: entry.pin.takeOver() } : entry,
  tries,
})

export const dropGiven = ({ pin: entry }: Pick<GivenPin, 'pin'>): void => {
  if (entry.entry === 'typed') entry.pin.drop()
}
