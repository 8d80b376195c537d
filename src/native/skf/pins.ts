import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { PinRule, PinState } from '../../shared/models/index.ts'
import type { Argument } from './binding.ts'
import { logOut, type Place } from './connections.ts'
import { handleValue } from './handles.ts'
import { numberIn, numberRoom } from './library.ts'
import { terminated } from './names.ts'
import { ADMIN_TYPE, SAR, USER_TYPE } from './numbers.ts'
import { assistantErrorOf, codeOf, isGone, isOfLibrary } from './results.ts'
import type { SymbolName } from './symbols.ts'

type PinType = typeof ADMIN_TYPE | typeof USER_TYPE
type PinInfo = { readonly max: number; readonly left: number; readonly isDefault: boolean }

/** What a library says of a PIN. It costs no try. Some libraries cannot say it. */
type Said = PinInfo | 'unset' | null

/** Asks for the state of a PIN. */
export const readPin = ({ library, application }: Place, type: PinType): Said => {
  if (!library.has('SKF_GetPINInfo')) return null
  const [max, left, isDefault] = [numberRoom(), numberRoom(), numberRoom()]
  try {
    library.call('SKF_GetPINInfo', handleValue(application, 'application'), type, max, left, isDefault)
  } catch (error) {
    if (isGone(error) || !isOfLibrary(error)) throw error
    return codeOf(error) === SAR.USER_PIN_NOT_INITIALIZED ? 'unset' : null
  }
  return numberIn(max) === 0
    ? null
    : { max: numberIn(max), left: numberIn(left), isDefault: numberIn(isDefault) !== 0 }
}

/** The state of the user PIN, as pages show it. */
export const pinStateOf = (said: Said): PinState => {
  const info = said === 'unset' ? null : said
  return {
    triesLeft: info?.left ?? null,
    triesMax: info?.max ?? null,
    countLow: info !== null && info.left < info.max,
    lastTry: info?.left === 1,
    locked: info?.left === 0,
    isDefault: info?.isDefault ?? false,
    initialised: said !== 'unset',
    entryOnDevice: false,
  }
}

const leftIn = (said: Said): number | null => (said === null || said === 'unset' ? null : said.left)

const UNTOLD = 0xffffffff
const refusedPin: ReadonlySet<number> = new Set([SAR.PIN_INCORRECT, SAR.PIN_LOCKED])

const wrongPin = (left: number | null): AssistantError => {
  if (left === null) return new AssistantError('pin-wrong-uncounted')
  if (left === 0) return new AssistantError('pin-locked')
  return left === 1
    ? new AssistantError('pin-wrong-last-try')
    : new AssistantError('pin-wrong', { triesLeft: left })
}

type Attempt = { readonly place: Place; readonly type: PinType; readonly left: number | null }

// The counter tells a wrong PIN from anything else, since makers do not agree on the number for it.
const triesAfter = (
  { place, type, left }: Attempt,
  error: unknown,
  told: Buffer,
): number | null | 'not asked' => {
  const after = leftIn(readPin(place, type))
  const isLess = left !== null && after !== null && after < left
  if (!isLess && !refusedPin.has(codeOf(error) ?? SAR.OK)) return 'not asked'
  return after ?? (numberIn(told) === UNTOLD ? null : numberIn(told))
}

/** Calls a function that checks a PIN, once. The last parameter is the number of tries left. */
const attempt = (
  place: Place,
  type: PinType,
  rule: PinRule,
  name: SymbolName,
  all: readonly Argument[],
): void => {
  const left = leftIn(readPin(place, type))
  if (left === 0)
    throw type === USER_TYPE ? new AssistantError('pin-locked') : new AssistantError('secret-wrong')
  const told = numberRoom(UNTOLD)
  try {
    place.library.call(name, handleValue(place.application, 'application'), ...all, told)
  } catch (error) {
    if (isGone(error) || codeOf(error) === null) throw error
    const after = triesAfter({ place, type, left }, error, told)
    if (after === 'not asked') throw assistantErrorOf(error, rule)
    throw type === USER_TYPE ? wrongPin(after) : new AssistantError('secret-wrong', {}, error)
  } finally {
    for (const one of all) if (Buffer.isBuffer(one)) one.fill(0)
  }
}

/** Logs the user in, once, after logging out whoever was left logged in. */
export const login = (place: Place, pin: string | null, rule: PinRule): void => {
  logOut(place)
  attempt(place, USER_TYPE, rule, 'SKF_VerifyPIN', [USER_TYPE, terminated(pin ?? '')])
}

/** Changes the user PIN. The key checks the old one itself, so a wrong one costs one try. */
export const changePin = (place: Place, oldPin: string, newPin: string, rule: PinRule): void =>
  attempt(place, USER_TYPE, rule, 'SKF_ChangePIN', [USER_TYPE, terminated(oldPin), terminated(newPin)])

/** Sets a new user PIN with the administrator's, which also unlocks it. */
export const unlock = (place: Place, secret: string, newPin: string, rule: PinRule): void =>
  attempt(place, ADMIN_TYPE, rule, 'SKF_UnblockPIN', [terminated(secret), terminated(newPin)])
