import type { InvalidDriver } from '../../native/index.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { IssuerSet } from '../issuers/issuers.ts'
import type { Told } from './notices.ts'

const still = { level: 'attention', dismissable: true, announced: false } as const
const openFolder = { kind: 'act', verb: 'open-data-folder' } as const

/** What is wrong with the file of the settings. */
export const settingsProblem = (report: ErrorReport): Told => {
  const place = { page: 'settings', section: 'general' } as const
  const action = { kind: 'go', verb: 'check-settings', place } as const
  return { key: report.code, ...still, report, action }
}

/** What does not count of the administrator's settings. Nobody can dismiss it, because it stays so. */
export const policyProblem = (report: ErrorReport): Told => ({
  key: JSON.stringify([report.code, report.params]),
  ...{ ...still, dismissable: false },
  report,
  action: { kind: 'none' },
})

const inFile = (code: 'issuer-file-invalid' | 'driver-file-invalid', file: string, words: string): Told => ({
  key: file,
  ...still,
  report: { code, params: { file, words } },
  action: openFolder,
})

export const issuerProblem = ({ file, reason }: IssuerSet['problems'][number]): Told =>
  inFile('issuer-file-invalid', file, reason)

/** Only for the user's own files, because those that come with the product are tested. */
export const driverProblems = (invalid: readonly InvalidDriver[]): readonly Told[] =>
  invalid
    .filter(({ source }) => source === 'user')
    .map(({ file, reason }) => inFile('driver-file-invalid', file, reason))
