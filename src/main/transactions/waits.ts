import type { ErrorCode } from '../../shared/errors/index.ts'
import type { ErrorReport, WaitFor } from '../../shared/models/index.ts'
import { isSoftToBeMade, nextAct } from './progress.ts'
import type { Progress, StepWait } from './step.ts'

/** What it waits for and asks about by itself, while this process lives. */
export type AskedWait = StepWait | WaitFor<'network'>

/** The authority was not reached or has a problem. Nothing is wrong with the business, so it waits. */
const away: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'network-none',
  'network-name',
  'network-refused',
  'network-timeout',
  'network-proxy',
  'network-portal',
  'authority-fault',
  'authority-busy',
  'payment-unreachable',
])

/** The wait that a failure means; null if something is wrong. */
export const waitAfter = (report: ErrorReport, since: string): WaitFor<'network'> | null =>
  away.has(report.code) ? { for: 'network', since, report, nextTry: null } : null

/** Something is wrong that may pass by itself. It is tried again without asking anybody. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'authority-disk-full',
  'authority-answer-unreadable',
  'request-waiting',
  'payment-needed',
])

export const passesByItself = (code: ErrorCode): boolean => passing.has(code)

/** Whether the next step needs nobody: it is not on the token, so it needs no PIN. */
export const needsNobody = (progress: Progress): boolean =>
  progress.ended === null && nextAct(progress)?.where !== 'token'

/** What the person is asked for if nothing else holds the business up. */
export const askedOfPerson = (progress: Progress, tokenPresent: boolean): WaitFor<'person'> => {
  if (needsNobody(progress)) return { for: 'person', asked: 'go-on' }
  if (!tokenPresent) return { for: 'person', asked: 'token' }
  // A soft token whose keys were not made yet is made again, under a new PIN.
  return { for: 'person', asked: isSoftToBeMade(progress) ? 'new-pin' : 'pin' }
}
