import { explain } from '../../../shared/errors/text.ts'
import { type RaErrorData, raErrorOf, reportOfRefusal } from '../../../shared/ra-contract/index.ts'
import type { Words } from './zh-cn.ts'

/** The words for an operator, for refusals where the catalogue speaks to the holder of the certificate. */
const toOperator = ({ code }: RaErrorData, { problems }: Words): string | null => {
  switch (code) {
    case 'request-refused':
    case 'request-abandoned':
    case 'request-expired':
    case 'request-finished':
      return problems.requestEnded
    case 'order-closed':
      return problems.orderClosed
    case 'transfer-not-found':
      return problems.transferUsed
    case 'certificate-not-active':
      return problems.certificateNotActive
    default:
      return null
  }
}

/** What a failed call means, and what to do. */
export function problemText(error: unknown, words: Words): string {
  const refusal = raErrorOf(error)
  if (refusal === null) return words.problems.offline
  const own = toOperator(refusal, words)
  if (own !== null) return own
  const { happened, lost, next } = explain(reportOfRefusal(refusal), words.speaks)
  return [happened, lost, next].join(words.speaks === 'en' ? ' ' : '')
}

/** Whether the session behind the call is over. */
export function isSessionOver(error: unknown): boolean {
  const code = raErrorOf(error)?.code
  return code === 'session-ended' || code === 'session-missing'
}
