import type { DriverSet } from '../../native/index.ts'
import type { ErrorCode } from '../../shared/errors/index.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { IssuerSet } from '../issuers/issuers.ts'

/** What is wrong with the files of the user: those that ship with the product are tested. */
export const fileProblems = (issuers: IssuerSet, drivers: DriverSet): readonly ErrorReport[] => {
  const report = (code: ErrorCode, file: string, words: string) => ({ code, params: { file, words } })
  const own = drivers.invalid.filter(({ source }) => source === 'user')
  return [
    ...issuers.problems.map(({ file, reason }) => report('issuer-file-invalid', file, reason)),
    ...own.map(({ file, reason }) => report('driver-file-invalid', file, reason)),
  ]
}
