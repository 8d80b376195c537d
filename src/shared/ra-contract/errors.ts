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

/** What a refusal tells beside its code: each param is a text or a number. */
type Declared = Readonly<Record<string, 'text' | 'number'>>

function refusal(kind: RaErrorKind): { readonly kind: RaErrorKind; readonly params: Record<never, never> }
function refusal<const P extends Declared>(
  kind: RaErrorKind,
  params: P,
): { readonly kind: RaErrorKind; readonly params: P }
function refusal(kind: RaErrorKind, params: Declared = {}) {
  return { kind, params }
}

/**
 * Every refusal of the authority, with the params that it always carries. A refusal made without one of them does
 * not compile, and neither does a sentence that uses one that is not declared here. The words for people live in
 * the catalogue of the client.
 */
const raErrors = {
  // login and sessions
  'captcha-wrong': refusal('UNPROCESSABLE_CONTENT'),
  'captcha-stale': refusal('UNPROCESSABLE_CONTENT'),
  'account-unknown': refusal('UNPROCESSABLE_CONTENT', { triesLeft: 'number' }),
  'applicant-name-wrong': refusal('UNPROCESSABLE_CONTENT', { triesLeft: 'number' }),
  /** Which of the two names is not told. */
  'names-wrong': refusal('UNPROCESSABLE_CONTENT', { triesLeft: 'number' }),
  /** Also for an account that does not exist. */
  'password-wrong': refusal('UNPROCESSABLE_CONTENT', { triesLeft: 'number' }),
  'account-paused': refusal('TOO_MANY_REQUESTS', { seconds: 'number' }),
  'account-closed': refusal('FORBIDDEN'),
  'session-missing': refusal('UNAUTHORIZED'),
  'session-ended': refusal('UNAUTHORIZED'),
  /** scope: what this session may do. */
  'session-too-narrow': refusal('FORBIDDEN', { scope: 'text' }),
  /** The session was opened by names and waits for its code. */
  'login-code-wanted': refusal('FORBIDDEN'),
  'too-many-requests': refusal('TOO_MANY_REQUESTS', { seconds: 'number' }),
  // payloads
  'bad-payload': refusal('BAD_REQUEST', { field: 'text' }),
  /** limit: in bytes. */
  'body-too-large': refusal('PAYLOAD_TOO_LARGE', { limit: 'number' }),
  'not-found': refusal('NOT_FOUND'),
  // requests
  'idempotency-conflict': refusal('CONFLICT'),
  'business-unavailable': refusal('UNPROCESSABLE_CONTENT', { business: 'text' }),
  /** terms: in years, for example "1,2,3". */
  'term-not-offered': refusal('UNPROCESSABLE_CONTENT', { terms: 'text' }),
  'agreement-missing': refusal('UNPROCESSABLE_CONTENT'),
  'application-missing': refusal('UNPROCESSABLE_CONTENT', { field: 'text' }),
  'attachment-missing': refusal('UNPROCESSABLE_CONTENT'),
  'attachment-unknown': refusal('UNPROCESSABLE_CONTENT'),
  'previous-certificate-missing': refusal('UNPROCESSABLE_CONTENT'),
  'previous-certificate-unknown': refusal('UNPROCESSABLE_CONTENT', { serial: 'text' }),
  'previous-certificate-unusable': refusal('UNPROCESSABLE_CONTENT', { serial: 'text', status: 'text' }),
  'too-many-open-requests': refusal('CONFLICT', { limit: 'number' }),
  'request-unknown': refusal('NOT_FOUND'),
  'request-expired': refusal('CONFLICT'),
  'request-abandoned': refusal('CONFLICT'),
  'request-refused': refusal('CONFLICT', { reason: 'text' }),
  'request-finished': refusal('CONFLICT'),
  'request-not-ready': refusal('CONFLICT', { state: 'text' }),
  /** Another certificate became active since this request was opened. */
  'request-outdated': refusal('CONFLICT'),
  'csr-too-large': refusal('PAYLOAD_TOO_LARGE', { limit: 'number' }),
  'csr-unreadable': refusal('UNPROCESSABLE_CONTENT'),
  'csr-signature-wrong': refusal('UNPROCESSABLE_CONTENT'),
  'csr-subject-differs': refusal('UNPROCESSABLE_CONTENT', { expected: 'text' }),
  'csr-key-unsuitable': refusal('UNPROCESSABLE_CONTENT'),
  'csr-key-reused': refusal('CONFLICT'),
  'confirmation-wrong': refusal('UNPROCESSABLE_CONTENT'),
  // orders
  'order-unknown': refusal('NOT_FOUND'),
  'order-closed': refusal('CONFLICT', { state: 'text' }),
  'payment-notice-wrong': refusal('UNPROCESSABLE_CONTENT'),
  'transfer-not-found': refusal('UNPROCESSABLE_CONTENT'),
  /** An operator confirms transfers by hand. */
  'payment-not-set-up': refusal('UNPROCESSABLE_CONTENT'),
  // certificates
  'certificate-unknown': refusal('NOT_FOUND', { serial: 'text' }),
  'certificate-not-active': refusal('CONFLICT', { serial: 'text', status: 'text' }),
  'certificate-not-suspended': refusal('CONFLICT', { serial: 'text', status: 'text' }),
  // codes, identification, unlocking
  'contact-missing': refusal('UNPROCESSABLE_CONTENT', { channel: 'text' }),
  'phone-differs': refusal('UNPROCESSABLE_CONTENT', { triesLeft: 'number' }),
  'code-wrong': refusal('UNPROCESSABLE_CONTENT', { triesLeft: 'number' }),
  'code-stale': refusal('UNPROCESSABLE_CONTENT'),
  'code-too-soon': refusal('TOO_MANY_REQUESTS', { seconds: 'number' }),
  'too-many-codes': refusal('TOO_MANY_REQUESTS', { seconds: 'number' }),
  'token-unknown': refusal('UNPROCESSABLE_CONTENT', { serial: 'text' }),
  'token-differs': refusal('UNPROCESSABLE_CONTENT', { serial: 'text' }),
  'unlock-unknown': refusal('NOT_FOUND'),
  'unlock-used': refusal('CONFLICT'),
  'unlock-expired': refusal('CONFLICT'),
  'recipient-key-unsuitable': refusal('UNPROCESSABLE_CONTENT'),
  // uploads
  'upload-not-pdf': refusal('UNPROCESSABLE_CONTENT'),
  'upload-too-large': refusal('PAYLOAD_TOO_LARGE', { limit: 'number' }),
  // operators
  'operator-login-wrong': refusal('UNPROCESSABLE_CONTENT', { triesLeft: 'number' }),
  'review-not-waiting': refusal('CONFLICT', { state: 'text' }),
  'recovery-unknown': refusal('NOT_FOUND'),
  'recovery-same-operator': refusal('CONFLICT'),
  'recovery-not-approved': refusal('CONFLICT', { approvals: 'number', needed: 'number' }),
  'recovery-closed': refusal('CONFLICT'),
  'recovery-no-active-certificate': refusal('CONFLICT'),
  // the server
  'server-busy': refusal('SERVICE_UNAVAILABLE'),
  'server-fault': refusal('INTERNAL_SERVER_ERROR'),
} as const

export type RaErrorCode = keyof typeof raErrors

export const raErrorCodes = Object.keys(raErrors) as readonly RaErrorCode[]

/** The params of any refusal, for whoever does not look at the code. */
export type RaErrorParams = Readonly<Record<string, string | number>>

type ParamsDeclared<P> = { readonly [K in keyof P]: P[K] extends 'number' ? number : string }

/** The params of the refusal with this code. */
export type RaErrorParamsOf<C extends RaErrorCode> = C extends RaErrorCode
  ? ParamsDeclared<(typeof raErrors)[C]['params']>
  : never

/** A refusal as it travels: the code decides the params. */
export type RaErrorData = {
  readonly [C in RaErrorCode]: { readonly code: C; readonly params: RaErrorParamsOf<C> }
}[RaErrorCode]

/** The shape that every refusal has on the wire. */
export const raErrorData = z.object({
  code: z.enum(raErrorCodes as [RaErrorCode, ...RaErrorCode[]]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

export function raErrorKind(code: RaErrorCode): RaErrorKind {
  return raErrors[code].kind
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

/**
 * The refusal inside an error that a client call threw, or null when it was something else: an answer that lacks a
 * param of its code is not of this contract.
 */
export function raErrorOf(error: unknown): RaErrorData | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null
  const parsed = raErrorData.safeParse(error.data)
  return parsed.success && isWhole(parsed.data) ? parsed.data : null
}

function isWhole(data: z.infer<typeof raErrorData>): data is RaErrorData {
  const declared: Declared = raErrors[data.code].params
  return Object.entries(declared).every(([name, type]) => {
    return typeof data.params[name] === (type === 'number' ? 'number' : 'string')
  })
}
