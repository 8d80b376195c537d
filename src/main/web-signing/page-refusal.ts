import { PkiError } from '../../pki/index.ts'
import { type AssistantError, type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'
import type { Refusal, RefusalCode } from '../../shared/web-signing/wire.ts'

/** Why a page gets no answer. What is told is only the code, and when it may ask again. */
export class PageRefusal extends Error {
  override readonly name = 'PageRefusal'
  readonly refusal: Refusal

  constructor(code: RefusalCode, retryAfterSeconds?: number, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.refusal = retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds }
  }
}

/** What a page hears of our own errors. Everything else is `failed`: a page learns nothing of our troubles. */
const codes: Partial<Readonly<Record<ErrorCode, RefusalCode>>> = {
  'cancelled-by-user': 'refused',
  'token-absent': 'token-gone',
  'token-removed': 'token-gone',
  'pin-locked': 'pin-locked',
  'pin-not-initialised': 'no-certificate',
  'busy-with-other': 'busy',
  'token-busy': 'busy',
  'token-used-elsewhere': 'busy',
  'token-used-by': 'busy',
  'token-lacks': 'not-for-this-key',
  'object-missing': 'no-certificate',
  'envelope-broken': 'malformed',
}

const codeOf = ({ code }: AssistantError): RefusalCode => codes[code] ?? 'failed'

/** `unforeseen` gets what the page does not learn. */
export const refusalOf = (error: unknown, unforeseen: (error: unknown) => void): Refusal => {
  if (error instanceof PageRefusal) return error.refusal
  // Only what pages send is read here; a token's answers are read where they come in.
  if (error instanceof PkiError) return { code: 'malformed' }
  if (!isAssistantError(error)) unforeseen(error)
  return { code: isAssistantError(error) ? codeOf(error) : 'failed' }
}
