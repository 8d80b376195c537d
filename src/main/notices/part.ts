import type { DriverSet } from '../../native/index.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { Ground } from '../house/ground.ts'
import type { IssuerSet } from '../issuers/issuers.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { driverProblems, issuerProblem, policyProblem, settingsProblem } from './file-problems.ts'
import { noticesHandlers } from './handlers.ts'
import { journalNotice } from './journal-notice.ts'
import { explainedNotification } from './notice-notification.ts'
import { createNotices, type Notices } from './notices.ts'

type Needs = Pick<Ground, 'state' | 'events'> & {
  readonly notifications: Pick<Notifications, 'notify'>
  /** What was wrong with the files of the data folder when they were read. */
  readonly read: {
    readonly settingsProblem: ErrorReport | null
    /** What does not count of the administrator's settings. */
    readonly policyProblems: readonly ErrorReport[]
    readonly issuers: Pick<IssuerSet, 'problems'>
    readonly drivers: Pick<DriverSet, 'invalid'>
  }
}

const tellOfFiles = (
  notices: Notices,
  { settingsProblem: problem, policyProblems, issuers, drivers }: Needs['read'],
): void => {
  notices.of('settings-file').show(problem ? [settingsProblem(problem)] : [])
  notices.of('policies').show(policyProblems.map(policyProblem))
  notices.of('issuer-files').show(issuers.problems.map(issuerProblem))
  notices.of('driver-files').show(driverProblems(drivers.invalid))
}

const tellOfJournals = (notices: Notices, { events }: Pick<Needs, 'events'>): void => {
  let damaged: readonly string[] = []
  events.on('journals-damaged', ({ files }) => {
    damaged = [...damaged, ...files]
    notices.of('journals').show(damaged.map(journalNotice))
  })
}

export const noticesPart = (needs: Needs) => {
  const { state, notifications, read } = needs
  const notices = createNotices({
    current: () => state.current().notices,
    change: (all) => state.change({ notices: all }),
    announce: (notice) =>
      notifications.notify(explainedNotification(notice, state.current().settings.language)),
  })
  tellOfFiles(notices, read)
  tellOfJournals(notices, needs)
  return { service: notices, handlers: noticesHandlers(notices) }
}
