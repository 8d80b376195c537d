import { leadingCertificate } from '../certificates/leading.ts'
import { isReplaced } from '../health/replaced.ts'
import { issuerById, usualReminderDays } from '../issuers/issuer-rules.ts'
import type { CertificateView, Snapshot } from '../models/index.ts'

/** One certificate in the year that lies ahead. Everything is counted in days from today. */
export type YearRow = {
  readonly view: CertificateView
  /** Less than 0 if it has ended. */
  readonly endsIn: number
  /** The days on which its issuer's rules remind of it, the earliest first. */
  readonly remindersIn: readonly number[]
  /** So many days before the end the first reminder comes. */
  readonly firstReminder: number
}

const rowOf = (view: CertificateView, snapshot: Snapshot): YearRow => {
  const thresholds = issuerById(snapshot, view.issuerId)?.reminderDays ?? usualReminderDays
  const remindersIn = thresholds
    .map((threshold) => view.daysLeft - threshold)
    .filter((day) => day >= 0)
    .sort((a, b) => a - b)
  const firstReminder = Math.max(0, ...thresholds)
  return { view, endsIn: view.daysLeft, remindersIn: [...new Set(remindersIn)], firstReminder }
}

/** The certificates that somebody has to look after, those that end first at the top. */
export const yearRows = (snapshot: Snapshot): readonly YearRow[] =>
  snapshot.tokens
    .flatMap(({ pairs }) => pairs)
    .filter((pair) => pair.state !== 'revoked' && !isReplaced(pair, snapshot.tokens))
    .flatMap((pair) => leadingCertificate(pair) ?? [])
    .map((view) => rowOf(view, snapshot))
    .sort((a, b) => a.endsIn - b.endsIn)
