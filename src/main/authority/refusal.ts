import { ORPCError } from '@orpc/client'
import { AssistantError, errorOf, isAssistantError } from '../../shared/errors/index.ts'
import { defaultPauseSeconds, raErrorOf, reportOfRefusal } from '../../shared/ra-contract/index.ts'

const withoutReason = (error: ORPCError<string, unknown>): AssistantError => {
  if (error.status >= 500) return new AssistantError('authority-fault', {}, error)
  if (error.status === 429)
    return new AssistantError('authority-busy', { seconds: defaultPauseSeconds }, error)
  return new AssistantError('authority-answer-unreadable', {}, error)
}

/** What a failed call of the contract means to a person. */
export const refusalOf = (error: unknown): AssistantError => {
  if (isAssistantError(error)) return error
  const refusal = raErrorOf(error)
  if (refusal) return errorOf(reportOfRefusal(refusal), error)
  if (error instanceof ORPCError) return withoutReason(error)
  // What remains is an answer that is not JSON or does not have the contract's shape.
  return new AssistantError('authority-answer-unreadable', {}, error)
}
