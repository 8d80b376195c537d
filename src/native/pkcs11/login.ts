import { AssistantError } from '../../shared/errors/assistant-error.ts'
import { pinRuleOf, pinStateOf, readTries } from './facts.ts'
import type { P11, Slot } from './library.ts'
import {
  CKF_RW_SESSION,
  CKF_SERIAL_SESSION,
  CKR,
  CKS_PUBLIC,
  CKU_CONTEXT_SPECIFIC,
  CKU_SO,
  CKU_USER,
} from './numbers.ts'
import type { Place } from './objects.ts'
import { assistantErrorOf, quietly, resultOf } from './results.ts'
import type { Seat } from './seats.ts'
import type { Setup } from './setup.ts'

/** A session for reading what needs no PIN; it is closed whatever happens. */
export const withReading = <T>(p11: P11, slot: Slot, work: (place: Place) => T): T =>
  withSessionOf(p11, slot, CKF_SERIAL_SESSION, work)

const withSessionOf = <T>(p11: P11, slot: Slot, flags: number, work: (place: Place) => T): T => {
  const session = p11.C_OpenSession(slot, flags)
  try {
    return work({ p11, session })
  } finally {
    closeQuietly({ p11, session })
  }
}

/** Closes a session. If it is gone already, that is fine; any other error does not undo what was done. */
export const closeQuietly = ({ p11, session }: Place): void => {
  quietly(() => p11.C_CloseSession(session))
}

/**
 * Logs out and closes. A token that was pulled out has done both. A refused logout does not undo what was done:
 * closing the last session also logs a token out (PKCS#11 2.40, 5.6.2). If that is refused too, somebody may still be
 * logged in, and that is reported.
 */
export const leave = (place: Place): void => {
  const { p11, session } = place
  if (quietly(() => p11.C_Logout(session))) closeQuietly(place)
  else p11.C_CloseSession(session)
}

/** What a refused user PIN means; the token tells it afterwards. */
const wrongPin = ({ p11, slot }: { readonly p11: P11; readonly slot: Slot }, setup: Setup) => {
  const info = p11.C_GetTokenInfo(slot)
  const state = pinStateOf(
    info,
    withReading(p11, slot, (place) => readTries(place, setup)),
  )
  if (state.locked) return new AssistantError('pin-locked')
  if (state.lastTry) return new AssistantError('pin-wrong-last-try')
  if (state.triesLeft === null) return new AssistantError('pin-wrong-uncounted')
  return new AssistantError('pin-wrong', { triesLeft: state.triesLeft })
}

const isSomebodyIn = ({ p11, session }: Place): boolean => {
  try {
    return !CKS_PUBLIC.includes(p11.C_GetSessionInfo(session).state)
  } catch (error) {
    if (resultOf(error) === null) throw error
    return false // the library does not tell; if somebody is logged in, the login will be refused
  }
}

// Logs out whoever was left logged in first, so that each typed PIN is one C_Login, whatever it answers.
const loginOnce = (place: Place, user: number, pin: string): void => {
  if (isSomebodyIn(place)) place.p11.C_Logout(place.session)
  place.p11.C_Login(place.session, user, pin)
}

const givePin = (seat: Seat, setup: Setup, p11: P11, give: () => void): void => {
  try {
    give()
  } catch (error) {
    if (resultOf(error) === CKR.PIN_INCORRECT) throw wrongPin({ p11, slot: seat.slot }, setup)
    throw assistantErrorOf(error, pinRuleOf(seat.info, setup.pinRule))
  }
}

/** Logs the user in, once. null means that the person types the PIN on the device's own keypad. */
export const login = (place: Place, seat: Seat, pin: string | null, setup: Setup): void =>
  givePin(seat, setup, place.p11, () => loginOnce(place, CKU_USER, pin ?? ''))

/** Answers of libraries that say of their keys that they want the PIN each time, and have no such login. */
const notWanted: readonly (number | null)[] = [
  CKR.FUNCTION_NOT_SUPPORTED,
  CKR.OPERATION_NOT_INITIALIZED,
  CKR.USER_ALREADY_LOGGED_IN,
  CKR.USER_TYPE_INVALID,
]

/**
 * Gives a key the PIN for the use that has begun (PKCS#11 2.40, 5.6.10: CKU_CONTEXT_SPECIFIC). Where nobody looked at
 * the PIN, the use itself tells whether it was wanted.
 */
export const loginForUse = (place: Place, seat: Seat, pin: string | null, setup: Setup): void =>
  givePin(seat, setup, place.p11, () => {
    try {
      place.p11.C_Login(place.session, CKU_CONTEXT_SPECIFIC, pin ?? '')
    } catch (error) {
      if (!notWanted.includes(resultOf(error))) throw error
    }
  })

const loginAdministrator = (place: Place, seat: Seat, secret: string, setup: Setup): void => {
  const refusals: readonly (number | null)[] = [CKR.PIN_INCORRECT, CKR.PIN_LEN_RANGE, CKR.PIN_INVALID]
  try {
    loginOnce(place, CKU_SO, secret)
  } catch (error) {
    const result = resultOf(error)
    if (refusals.includes(result) || result === CKR.PIN_LOCKED) throw new AssistantError('secret-wrong')
    throw assistantErrorOf(error, pinRuleOf(seat.info, setup.pinRule))
  }
}

/** A session that may write, with nobody logged in yet. */
export const openWriting = (p11: P11, slot: Slot): Place => ({
  p11,
  session: p11.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION),
})

/** Does what enters a place, and closes the place if that fails. */
export const entered = <T>(place: Place, enter: () => T): T => {
  try {
    return enter()
  } catch (error) {
    closeQuietly(place)
    throw error
  }
}

const scoped = <T>(p11: P11, seat: Seat, enter: (place: Place) => void, work: (place: Place) => T): T => {
  const place = openWriting(p11, seat.slot)
  entered(place, () => enter(place))
  try {
    return work(place)
  } finally {
    leave(place)
  }
}

/** Checks the user PIN: one try, no more. */
export const verifyPin = (p11: P11, seat: Seat, pin: string | null, setup: Setup): void =>
  scoped(
    p11,
    seat,
    (place) => login(place, seat, pin, setup),
    () => undefined,
  )

/** Changes the user PIN. It logs in first, so that a wrong old PIN costs one try and is reported as such. */
export const changePin = (p11: P11, seat: Seat, oldPin: string, newPin: string, setup: Setup): void =>
  scoped(
    p11,
    seat,
    (place) => login(place, seat, oldPin, setup),
    ({ session }) => p11.C_SetPIN(session, oldPin, newPin),
  )

/** Sets a new user PIN with the administrator's secret, which also unlocks it. */
export const unlock = (p11: P11, seat: Seat, secret: string, newPin: string, setup: Setup): void =>
  scoped(
    p11,
    seat,
    (place) => loginAdministrator(place, seat, secret, setup),
    ({ session }) => p11.C_InitPIN(session, newPin),
  )
