import { raErrorOf } from '../../../shared/ra-contract/index.ts'
import type { Words } from './zh-cn.ts'

/** What a failed call means, in a sentence that says what to do. */
export function problemText(error: unknown, words: Words): string {
  const refusal = raErrorOf(error)
  const say = words.problems
  if (refusal === null) return say.offline
  const { code, params } = refusal
  switch (code) {
    case 'operator-login-wrong':
      return say[code](params.triesLeft ?? 0)
    case 'account-paused':
    case 'too-many-requests':
      return say[code](params.seconds ?? 60)
    case 'review-not-waiting':
    case 'order-closed':
    case 'transfer-not-found':
    case 'certificate-not-active':
    case 'recovery-same-operator':
    case 'recovery-not-approved':
    case 'recovery-closed':
    case 'recovery-no-active-certificate':
      return say[code]
    case 'request-refused':
    case 'request-abandoned':
    case 'request-expired':
    case 'request-finished':
      return say['request-ended']
    default:
      return say.other(code)
  }
}

/** Whether the session behind the call is over. */
export function isSessionOver(error: unknown): boolean {
  const code = raErrorOf(error)?.code
  return code === 'session-ended' || code === 'session-missing'
}
