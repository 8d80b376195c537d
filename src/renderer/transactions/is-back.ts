import type { ErrorCode } from '../../shared/errors/index.ts'
import type { TransactionView } from '../../shared/models/index.ts'

/** Errors that are over as soon as the token is here again. */
const overWhenBack: ReadonlySet<ErrorCode> = new Set([
  'token-absent',
  'token-removed',
  'driver-crashed',
  'driver-not-answering',
  'driver-gave-up',
])

/** Whether the business stopped because its token was away, and the token is here by now. */
export const isBack = ({ error, tokenPresent }: TransactionView): boolean =>
  error !== null && tokenPresent && overWhenBack.has(error.code)
