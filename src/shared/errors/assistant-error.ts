import type { ErrorCode, ErrorParams, ErrorReport, ParamsOf, PlainErrorCode } from './codes.ts'

/** What follows a code: the params of its sentences, then the cause of the error. */
type Rest<Code extends ErrorCode> = [Code] extends [PlainErrorCode]
  ? readonly [params?: ParamsOf<Code>, cause?: unknown]
  : readonly [params: ParamsOf<Code>, cause?: unknown]

/** An entry of the catalogue as an exception: `params` fill its sentences, and `cause` goes only to the log. */
export class AssistantError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AssistantError'
  readonly code: Code
  readonly params: ErrorParams

  constructor(code: Code, ...rest: Rest<Code>) {
    const [params = {}, cause]: readonly [params?: unknown, cause?: unknown] = rest
    super(code, cause === undefined ? undefined : { cause })
    this.code = code
    this.params = params as ErrorParams
  }
}

export const isAssistantError = (error: unknown): error is AssistantError => error instanceof AssistantError

/** The report that crosses a border. Any unknown error becomes `unexpected`, and its text does not cross. */
export const reportOf = (error: unknown): ErrorReport => {
  if (!isAssistantError(error)) return { code: 'unexpected', params: {} }
  const { code, params } = error
  // The constructor ensures that these params belong to this code.
  return { code, params } as ErrorReport
}

/** The error that a report describes. */
export const errorOf = ({ code, params }: ErrorReport, cause?: unknown): AssistantError => {
  const Any = AssistantError as new (code: ErrorCode, params: unknown, cause: unknown) => AssistantError
  return new Any(code, params, cause)
}
