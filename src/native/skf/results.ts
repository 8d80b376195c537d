import { AssistantError, isAssistantError } from '../../shared/errors/assistant-error.ts'
import type { PlainErrorCode } from '../../shared/errors/codes.ts'
import type { PinRule } from '../../shared/models/index.ts'
import { SAR } from './numbers.ts'
import type { SymbolName } from './symbols.ts'

/** What a function answered instead of doing its work. */
export class Refusal extends Error {
  readonly function: SymbolName
  readonly code: number

  constructor(name: SymbolName, code: number) {
    super(`${name} 0x${code.toString(16).toUpperCase().padStart(8, '0')}`)
    this.function = name
    this.code = code
  }
}

/** For a function that did its work and gave back what makes no sense. */
export const nonsense = (name: SymbolName): AssistantError =>
  new AssistantError('token-answered-nonsense', {}, new Error(`${name}: nonsense`))

/** The number of a refusal; null for any other error. */
export const codeOf = (error: unknown): number | null => (error instanceof Refusal ? error.code : null)

/** Whether a library is to blame: it refused, or what it said makes no sense. */
export const isOfLibrary = (error: unknown): boolean =>
  error instanceof Refusal || (isAssistantError(error) && error.code === 'token-answered-nonsense')

/** What a library said, in a form that the hotline can look up. An error that is not the library's is thrown on. */
export const libraryWords = (error: unknown): string => {
  if (error instanceof Refusal) return error.message
  if (isOfLibrary(error) && error instanceof Error && error.cause instanceof Error) return error.cause.message
  throw error
}

const gone: ReadonlySet<number> = new Set([SAR.DEVICE_REMOVED, SAR.INVALIDHANDLEERR])

/** Whether the device, or something that depends on it, is gone. */
export const isGone = (error: unknown): boolean => gone.has(codeOf(error) ?? SAR.OK)

const absent: ReadonlySet<number> = new Set([
  SAR.OBJERR,
  SAR.KEYNOTFOUNDERR,
  SAR.CERTNOTFOUNDERR,
  SAR.NOTEXPORTERR,
  SAR.FILE_NOT_EXIST,
  SAR.NOTSUPPORTYETERR,
])

/** Whether an export found nothing to export. */
export const isAbsent = (error: unknown): boolean => absent.has(codeOf(error) ?? SAR.OK)

const codes = new Map<number, PlainErrorCode>([
  [SAR.NOTSUPPORTYETERR, 'token-lacks'],
  [SAR.INVALIDHANDLEERR, 'token-removed'],
  [SAR.KEYNOTFOUNDERR, 'object-missing'],
  [SAR.TIMEOUTERR, 'token-busy'],
  [SAR.DEVICE_REMOVED, 'token-removed'],
  [SAR.PIN_LOCKED, 'pin-locked'],
  [SAR.PIN_INVALID, 'pin-not-encodable'],
  [SAR.USER_PIN_NOT_INITIALIZED, 'pin-not-initialised'],
  [SAR.USER_NOT_LOGGED_IN, 'pin-needed'],
  [SAR.NO_ROOM, 'token-full'],
])

// Makers use the numbers of their neighbours in the table (measured: an unknown container is told as an unknown
// application), so a number about PINs is believed only where a PIN is asked about, and of the rest only those that
// nobody was seen to misuse.
const aboutPins: ReadonlySet<number> = new Set([
  SAR.PIN_LOCKED,
  SAR.PIN_INVALID,
  SAR.USER_PIN_NOT_INITIALIZED,
])
const asksForPin = (name: SymbolName): boolean => name.includes('PIN')

/** The entry of the catalogue for what a library answered. `pins.ts` tells the kinds of wrong PIN apart. */
export const assistantErrorOf = (error: unknown, rule: PinRule): AssistantError => {
  if (isAssistantError(error)) return error
  if (!(error instanceof Refusal)) return new AssistantError('unexpected', {}, error)
  const { code } = error
  if (asksForPin(error.function) && code === SAR.PIN_LEN_RANGE)
    return new AssistantError('pin-length', rule, error)
  const entry = codes.get(code)
  if (entry !== undefined && (asksForPin(error.function) || !aboutPins.has(code)))
    return new AssistantError(entry, {}, error)
  return new AssistantError('token-refused', { words: error.message }, error)
}

/** Does some tidying up. A device that is gone needs none, and a refusal undoes nothing that was done. */
export const quietly = (work: () => void): void => {
  try {
    work()
  } catch (error) {
    if (codeOf(error) === null) throw error
  }
}
