import type { AboutView, ErrorReport, IssuerView, Settings, Snapshot } from '../../shared/models/index.ts'

/** What is known before anything was looked for. */
export const firstSnapshot = (known: {
  readonly settings: Settings
  /** Files of the data folder that could not be used. */
  readonly problems: readonly ErrorReport[]
  readonly issuer: IssuerView
  readonly issuers: readonly IssuerView[]
  readonly about: AboutView
}): Omit<Snapshot, 'revision' | 'at'> => ({
  settled: false,
  about: known.about,
  settings: known.settings,
  issuer: known.issuer,
  issuers: known.issuers,
  connection: { state: 'unknown', reason: null, checkedAt: null, clockSkewSeconds: null },
  account: { state: 'signed-out' },
  tokens: [],
  troubles: [],
  drivers: [],
  transactions: [],
  notices: known.problems.map((report) => ({
    id: `${report.code} ${'file' in report.params ? report.params.file : ''}`,
    level: 'attention',
    report,
  })),
  reminders: [],
  prompt: null,
  navigation: { sequence: 0, route: 'home', tokenId: null },
})
