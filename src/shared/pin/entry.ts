import { z } from 'zod'
import { Pin } from './pin.ts'

/** The one place where a typed text becomes a `Pin`. The contract's server drops it when the call is over. */
const secret = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .transform((text) => new Pin(text))

export const pin = secret(64)
/** The password of a file. */
export const password = secret(200)
/** The password of an account at an authority. */
export const accountPassword = secret(128)

/** How the PIN of a token comes: typed in the window, or on the keypad of the key, where no computer sees it. */
export const pinEntry = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('typed'), pin }).readonly(),
  z.object({ entry: z.literal('on-device') }).readonly(),
])

/** `last-confirmed`: the person knows that a wrong PIN will now lock the token. */
export const tries = z.enum(['careful', 'last-confirmed']).default('careful')
/** `kept-although-weak`: the person keeps a new PIN that is discouraged but not refused. */
export const strength = z.enum(['checked', 'kept-although-weak']).default('checked')

export type PinEntry = z.output<typeof pinEntry>
/** The PIN in the form that a window sends. */
export type SentPin = z.input<typeof pinEntry>
export type PinTries = z.output<typeof tries>
export type NewPinStrength = z.output<typeof strength>
