import { ORPCError } from '@orpc/client'
import {
  AssistantError,
  type ErrorCode,
  type ErrorParams,
  isAssistantError,
} from '../../shared/errors/index.ts'
import { type RaErrorCode, type RaErrorParams, raErrorOf } from '../../shared/ra-contract/index.ts'

/** Refusals whose code is also that of their entry in the catalogue. */
type OwnEntry = Extract<RaErrorCode, ErrorCode>

/** The entries of all the others; one that is left out does not compile. */
const entries: Readonly<Record<Exclude<RaErrorCode, OwnEntry>, ErrorCode>> = {
  'names-wrong': 'login-names-wrong',
  'password-wrong': 'login-wrong',
  'account-paused': 'account-locked',
  'session-missing': 'login-needed',
  'session-ended': 'login-expired',
  'session-too-narrow': 'login-needed',
  'too-many-codes': 'login-codes-used-up',
  'too-many-requests': 'authority-busy',
  'bad-payload': 'input-invalid',
  'body-too-large': 'input-invalid',
  'idempotency-conflict': 'request-conflict',
  'term-not-offered': 'input-invalid',
  'agreement-missing': 'input-invalid',
  'application-missing': 'input-invalid',
  'attachment-missing': 'input-invalid',
  'attachment-unknown': 'input-invalid',
  'previous-certificate-missing': 'business-unavailable',
  'previous-certificate-unknown': 'certificate-not-in-force',
  'previous-certificate-unusable': 'certificate-not-in-force',
  'too-many-open-requests': 'request-conflict',
  'request-abandoned': 'request-ended',
  'request-finished': 'request-ended',
  'request-not-ready': 'request-waiting',
  'request-outdated': 'request-ended',
  'csr-too-large': 'csr-refused',
  'csr-unreadable': 'csr-refused',
  'csr-signature-wrong': 'csr-refused',
  'csr-subject-differs': 'csr-refused',
  'csr-key-unsuitable': 'csr-refused',
  'csr-key-reused': 'csr-refused',
  'confirmation-wrong': 'pair-check-failed',
  'order-unknown': 'not-found',
  'order-closed': 'request-ended',
  'payment-notice-wrong': 'payment-needed',
  'transfer-not-found': 'payment-needed',
  'certificate-unknown': 'certificate-not-in-force',
  'certificate-not-active': 'certificate-not-in-force',
  'certificate-not-suspended': 'certificate-not-in-force',
  'contact-missing': 'unlock-contact-missing',
  'phone-differs': 'reserved-phone-wrong',
  'code-wrong': 'unlock-code-wrong',
  'code-stale': 'unlock-code-stale',
  'code-too-soon': 'unlock-code-too-soon',
  'token-unknown': 'unlock-token-unknown',
  'token-differs': 'token-swapped',
  'unlock-unknown': 'unlock-ended',
  'unlock-used': 'unlock-ended',
  'unlock-expired': 'unlock-ended',
  'recipient-key-unsuitable': 'input-invalid',
  'upload-not-pdf': 'input-invalid',
  'upload-too-large': 'input-invalid',
  'operator-login-wrong': 'login-wrong',
  'review-not-waiting': 'request-ended',
  'recovery-unknown': 'not-found',
  'recovery-same-operator': 'input-invalid',
  'recovery-not-approved': 'request-waiting',
  'recovery-closed': 'request-ended',
  'recovery-no-active-certificate': 'not-found',
  'server-busy': 'authority-busy',
  'server-fault': 'authority-fault',
}

const entryOf = (code: RaErrorCode): ErrorCode => (hasOwnEntry(code) ? code : entries[code])

const hasOwnEntry = (code: RaErrorCode): code is OwnEntry => !(code in entries)

const defaultPauseSeconds = 5

const paramsOf = (code: ErrorCode, params: RaErrorParams): ErrorParams => {
  const seconds = Number(params.seconds ?? defaultPauseSeconds)
  if (code === 'authority-busy') return { seconds }
  if (code === 'account-locked' || code === 'login-codes-used-up') return { minutes: Math.ceil(seconds / 60) }
  if (code === 'request-refused') return { words: params.reason ?? '' }
  return params
}

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
  if (refusal) {
    const params: RaErrorParams = refusal.params
    const waitsForPayment = params.state === 'awaiting-payment'
    const known = entryOf(refusal.code)
    const code = known === 'request-waiting' && waitsForPayment ? 'payment-needed' : known
    return new AssistantError(code, paramsOf(code, params), error)
  }
  if (error instanceof ORPCError) return withoutReason(error)
  // What is left is an answer that is no JSON or not of the contract's shape.
  return new AssistantError('authority-answer-unreadable', {}, error)
}
