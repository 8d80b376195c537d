import { z } from 'zod'

/** How a refusal travels over HTTP. Each kind is one typed error of the contract with one status. */
export const raErrorKinds = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const

export type RaErrorKind = keyof typeof raErrorKinds

/**
 * Every refusal of the authority. The words for people live in the catalogue of the client;
 * the comment names the parameters that come with a code.
 */
const raErrors = {
  // login and sessions
  'captcha-wrong': 'UNPROCESSABLE_CONTENT',
  'captcha-stale': 'UNPROCESSABLE_CONTENT',
  'account-unknown': 'UNPROCESSABLE_CONTENT', // triesLeft
  'applicant-name-wrong': 'UNPROCESSABLE_CONTENT', // triesLeft
  'names-wrong': 'UNPROCESSABLE_CONTENT', // triesLeft; which of the two names is not told
  'password-wrong': 'UNPROCESSABLE_CONTENT', // triesLeft; also for an account that does not exist
  'account-paused': 'TOO_MANY_REQUESTS', // seconds, until
  'account-closed': 'FORBIDDEN',
  'session-missing': 'UNAUTHORIZED',
  'session-ended': 'UNAUTHORIZED',
  'session-too-narrow': 'FORBIDDEN', // scope: what this session may do
  'login-code-wanted': 'FORBIDDEN', // the session was opened by names and waits for its code
  'too-many-requests': 'TOO_MANY_REQUESTS', // seconds
  // payloads
  'bad-payload': 'BAD_REQUEST', // field
  'body-too-large': 'PAYLOAD_TOO_LARGE', // limit (bytes)
  'not-found': 'NOT_FOUND',
  // requests
  'idempotency-conflict': 'CONFLICT',
  'business-unavailable': 'UNPROCESSABLE_CONTENT', // business
  'term-not-offered': 'UNPROCESSABLE_CONTENT', // terms, e.g. "1,2,3"
  'agreement-missing': 'UNPROCESSABLE_CONTENT',
  'application-missing': 'UNPROCESSABLE_CONTENT', // field
  'attachment-missing': 'UNPROCESSABLE_CONTENT',
  'attachment-unknown': 'UNPROCESSABLE_CONTENT',
  'previous-certificate-missing': 'UNPROCESSABLE_CONTENT',
  'previous-certificate-unknown': 'UNPROCESSABLE_CONTENT', // serial
  'previous-certificate-unusable': 'UNPROCESSABLE_CONTENT', // serial, status
  'too-many-open-requests': 'CONFLICT', // limit
  'request-unknown': 'NOT_FOUND',
  'request-expired': 'CONFLICT',
  'request-abandoned': 'CONFLICT',
  'request-refused': 'CONFLICT', // reason
  'request-finished': 'CONFLICT',
  'request-not-ready': 'CONFLICT', // state
  'request-outdated': 'CONFLICT', // another certificate became active since this request was opened
  'csr-too-large': 'PAYLOAD_TOO_LARGE', // limit
  'csr-unreadable': 'UNPROCESSABLE_CONTENT',
  'csr-signature-wrong': 'UNPROCESSABLE_CONTENT',
  'csr-subject-differs': 'UNPROCESSABLE_CONTENT', // expected
  'csr-key-unsuitable': 'UNPROCESSABLE_CONTENT',
  'csr-key-reused': 'CONFLICT',
  'confirmation-wrong': 'UNPROCESSABLE_CONTENT',
  // orders
  'order-unknown': 'NOT_FOUND',
  'order-closed': 'CONFLICT', // state
  'payment-notice-wrong': 'UNPROCESSABLE_CONTENT',
  'transfer-not-found': 'UNPROCESSABLE_CONTENT',
  'payment-not-set-up': 'UNPROCESSABLE_CONTENT', // an operator confirms transfers by hand
  // certificates
  'certificate-unknown': 'NOT_FOUND', // serial
  'certificate-not-active': 'CONFLICT', // serial, status
  'certificate-not-suspended': 'CONFLICT', // serial, status
  // codes, identification, unlocking
  'contact-missing': 'UNPROCESSABLE_CONTENT', // channel
  'phone-differs': 'UNPROCESSABLE_CONTENT', // triesLeft
  'code-wrong': 'UNPROCESSABLE_CONTENT', // triesLeft
  'code-stale': 'UNPROCESSABLE_CONTENT',
  'code-too-soon': 'TOO_MANY_REQUESTS', // seconds
  'too-many-codes': 'TOO_MANY_REQUESTS', // seconds
  'token-unknown': 'UNPROCESSABLE_CONTENT', // serial
  'token-differs': 'UNPROCESSABLE_CONTENT', // serial
  'unlock-unknown': 'NOT_FOUND',
  'unlock-used': 'CONFLICT',
  'unlock-expired': 'CONFLICT',
  'recipient-key-unsuitable': 'UNPROCESSABLE_CONTENT',
  // uploads
  'upload-not-pdf': 'UNPROCESSABLE_CONTENT',
  'upload-too-large': 'PAYLOAD_TOO_LARGE', // limit
  // operators
  'operator-login-wrong': 'UNPROCESSABLE_CONTENT', // triesLeft
  'review-not-waiting': 'CONFLICT', // state
  'recovery-unknown': 'NOT_FOUND',
  'recovery-same-operator': 'CONFLICT',
  'recovery-not-approved': 'CONFLICT', // approvals, needed
  'recovery-closed': 'CONFLICT',
  'recovery-no-active-certificate': 'CONFLICT',
  // the server
  'server-busy': 'SERVICE_UNAVAILABLE',
  'server-fault': 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<string, RaErrorKind>

export type RaErrorCode = keyof typeof raErrors

export const raErrorCodes = Object.keys(raErrors) as readonly RaErrorCode[]

export type RaErrorParams = Readonly<Record<string, string | number>>

export const raErrorData = z.object({
  code: z.enum(raErrorCodes as [RaErrorCode, ...RaErrorCode[]]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

export type RaErrorData = { readonly code: RaErrorCode; readonly params: RaErrorParams }

export function raErrorKind(code: RaErrorCode): RaErrorKind {
  return raErrors[code]
}

/** The error map every procedure of the contract carries. */
export const raErrorMap = {
  BAD_REQUEST: { status: 400, data: raErrorData },
  UNAUTHORIZED: { status: 401, data: raErrorData },
  FORBIDDEN: { status: 403, data: raErrorData },
  NOT_FOUND: { status: 404, data: raErrorData },
  CONFLICT: { status: 409, data: raErrorData },
  PAYLOAD_TOO_LARGE: { status: 413, data: raErrorData },
  UNPROCESSABLE_CONTENT: { status: 422, data: raErrorData },
  TOO_MANY_REQUESTS: { status: 429, data: raErrorData },
  INTERNAL_SERVER_ERROR: { status: 500, data: raErrorData },
  SERVICE_UNAVAILABLE: { status: 503, data: raErrorData },
} as const

/** The RA's refusal inside an error that a client call threw, or null when it was something else. */
export function raErrorOf(error: unknown): RaErrorData | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null
  const parsed = raErrorData.safeParse(error.data)
  return parsed.success ? parsed.data : null
}
