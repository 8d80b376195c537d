import type { ErrorReport, Snapshot } from '../../shared/models/index.ts'

/** Files of the data folder that could not be used are told of at once. */
export const firstNotices = (problems: readonly ErrorReport[]): Pick<Snapshot, 'notices'> => ({
  notices: problems.map((report) => ({
    id: `${report.code} ${'file' in report.params ? report.params.file : ''}`,
    level: 'attention',
    report,
  })),
})
