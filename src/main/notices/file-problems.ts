import type { DriverSet } from '../../native/index.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { IssuerSet } from '../issuers/issuers.ts'

/** What is wrong with the files of the user: those that ship with the product are tested. */
export const fileProblems = (issuers: IssuerSet, drivers: DriverSet): readonly ErrorReport[] => {
  const own = drivers.invalid.filter(({ source }) => source === 'user')
  return [
    ...issuers.problems.map(
      ({ file, reason }) => ({ code: 'issuer-file-invalid', params: { file, words: reason } }) as const,
    ),
    ...own.map(
      ({ file, reason }) => ({ code: 'driver-file-invalid', params: { file, words: reason } }) as const,
    ),
  ]
}
