import { AssistantError, isAssistantError } from '../../shared/errors/assistant-error.ts'
import type { PlainErrorCode } from '../../shared/errors/codes.ts'
import type { PinRule } from '../../shared/models/index.ts'
import { CKR } from './numbers.ts'

/** The CK_RV of an error of pkcs11js (some of its calls throw it as plain text); null for any other error. */
export const resultOf = (error: unknown): number | null => {
  if (!(error instanceof Error)) return null
  const { code } = error as { readonly code?: unknown }
  if (error.message.startsWith('CKR_') && typeof code === 'number') return code
  const match = /^CKR_\w+:(\d+)/.exec(error.message)
  return match === null ? null : Number(match[1])
}

const wordsOf = (error: unknown, result: number): string => {
  const name = error instanceof Error ? (/^CKR_\w+/.exec(error.message)?.[0] ?? '') : ''
  return name === '' || name === 'CKR_VENDOR_DEFINED' ? `CKR 0x${result.toString(16)}` : name
}

/** What a library said, in a form that the hotline can look up. An error that is not the library's is thrown on. */
export const libraryWords = (error: unknown): string => {
  const result = resultOf(error)
  if (result === null) throw error
  return wordsOf(error, result)
}

const codes = new Map<number, PlainErrorCode>([
  [CKR.CANCEL, 'cancelled-by-user'],
  [CKR.FUNCTION_CANCELED, 'cancelled-by-user'],
  [CKR.SLOT_ID_INVALID, 'token-removed'],
  [CKR.DEVICE_MEMORY, 'token-full'],
  [CKR.DEVICE_REMOVED, 'token-removed'],
  [CKR.SESSION_CLOSED, 'token-removed'],
  [CKR.SESSION_HANDLE_INVALID, 'token-removed'],
  [CKR.TOKEN_NOT_PRESENT, 'token-removed'],
  [CKR.TOKEN_NOT_RECOGNIZED, 'token-removed'],
  [CKR.FUNCTION_NOT_SUPPORTED, 'token-lacks'],
  [CKR.KEY_TYPE_INCONSISTENT, 'token-lacks'],
  [CKR.MECHANISM_INVALID, 'token-lacks'],
  [CKR.KEY_HANDLE_INVALID, 'object-missing'],
  [CKR.OBJECT_HANDLE_INVALID, 'object-missing'],
  [CKR.PIN_INVALID, 'pin-not-encodable'],
  [CKR.PIN_LOCKED, 'pin-locked'],
  [CKR.PIN_TOO_WEAK, 'pin-weak'],
  [CKR.SESSION_COUNT, 'token-busy'],
  [CKR.USER_NOT_LOGGED_IN, 'pin-needed'],
  [CKR.USER_PIN_NOT_INITIALIZED, 'pin-not-initialised'],
  [CKR.BUFFER_TOO_SMALL, 'token-answered-nonsense'],
])

/** The entry of the catalogue for what a library answered. The caller tells the kinds of wrong PIN apart. */
export const assistantErrorOf = (error: unknown, rule: PinRule): AssistantError => {
  if (isAssistantError(error)) return error
  const result = resultOf(error)
  if (result === null) return new AssistantError('unexpected', {}, error)
  if (result === CKR.PIN_LEN_RANGE) return new AssistantError('pin-length', rule, error)
  const code = codes.get(result)
  if (code !== undefined) return new AssistantError(code, {}, error)
  return new AssistantError('token-refused', { words: wordsOf(error, result) }, error)
}

/** Does some tidying up; false if the library refused. */
export const quietly = (work: () => void): boolean => {
  try {
    work()
    return true
  } catch (error) {
    const result = resultOf(error)
    if (result === null) throw error
    return isGone(error) || result === CKR.USER_NOT_LOGGED_IN
  }
}

/** Whether the library says that the token, or something that depends on it, is gone. */
export const isGone = (error: unknown): boolean => {
  const result = resultOf(error)
  return result !== null && codes.get(result) === 'token-removed'
}
