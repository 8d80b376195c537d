import type { ErrorCode } from './codes.ts'

export type ErrorParams = Readonly<Record<string, string | number>>

/** An entry of the catalogue on its way: `params` fill the sentence, `cause` stays in the log. */
export class AssistantError extends Error {
  override readonly name = 'AssistantError'
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.code = code
    this.params = params
  }
}

export const isAssistantError = (error: unknown): error is AssistantError => error instanceof AssistantError

/** What crosses a border: anything unknown becomes `unexpected`, its text stays behind. */
export const reportOf = (error: unknown): { readonly code: ErrorCode; readonly params: ErrorParams } =>
  isAssistantError(error) ? { code: error.code, params: error.params } : { code: 'unexpected', params: {} }
