import { AssistantError } from '../../shared/errors/index.ts'

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
}

const isOf = (answer: Answer, type: RegExp): boolean => type.test(answer.headers.get('content-type') ?? '')

/**
 * What is wrong with an answer that did not come from an authority, or null. An authority speaks JSON and never
 * redirects, so a page or a redirect comes from a network that wants a login first.
 */
export const answerProblem = (answer: Answer): AssistantError | null => {
  const { status } = answer
  if (status === 407) return new AssistantError('network-proxy')
  if (status === 511 || (status >= 300 && status < 400)) return new AssistantError('network-portal')
  if (isOf(answer, /\bjson\b/) || status === 204) return null
  if (status >= 500) return new AssistantError('authority-fault')
  if (isOf(answer, /^text\/html\b/) && status < 300) return new AssistantError('network-portal')
  return new AssistantError('authority-answer-unreadable')
}
