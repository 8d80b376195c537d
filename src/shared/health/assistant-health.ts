import { wrongClockMinutes } from '../connection/clock-skew.ts'
import { connectionOf } from '../connection/connection-of.ts'
import type { Notice } from '../notices/model.ts'
import type { ReminderView } from '../reminders/model.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { DeviceTrouble, TokenView } from '../tokens/model.ts'
import type { TransactionView } from '../transactions/model.ts'
import type { Tone } from './pair-health.ts'
import { isAllReplaced } from './replaced.ts'
import { type TokenHealth, tokenHealth } from './token-health.ts'

/** Something that a person has to look after. */
export type Concern = { readonly tone: 'soon' | 'bad' } & (
  | { readonly kind: 'trouble'; readonly trouble: DeviceTrouble }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'token'; readonly token: TokenView; readonly health: TokenHealth }
  | { readonly kind: 'reminder'; readonly reminder: ReminderView }
  | { readonly kind: 'business'; readonly transaction: TransactionView }
  | { readonly kind: 'clock'; readonly minutes: number }
)

const isConcern = (tone: Tone): tone is Concern['tone'] => tone === 'soon' || tone === 'bad'

const ofTokens = (tokens: readonly TokenView[]): readonly Concern[] =>
  tokens.flatMap((token): readonly Concern[] => {
    if (isAllReplaced(token, tokens)) return []
    const health = tokenHealth(token)
    return isConcern(health.tone) ? [{ kind: 'token', tone: health.tone, token, health }] : []
  })

const ofNotices = (notices: readonly Notice[]): readonly Concern[] =>
  notices.flatMap((notice): readonly Concern[] => {
    if (notice.level === 'info') return []
    return [{ kind: 'notice', tone: notice.level === 'problem' ? 'bad' : 'soon', notice }]
  })

const ofClock = ({ connections }: Pick<Snapshot, 'connections'>): readonly Concern[] => {
  const minutes = wrongClockMinutes(Object.values(connections))
  return minutes === null ? [] : [{ kind: 'clock', tone: 'soon', minutes }]
}

/**
 * Whether the business was stopped or waits for the person. A wait for money, a review or the network ends by itself.
 */
export const needsPerson = ({ state, waiting }: TransactionView): boolean =>
  state === 'paused' || waiting?.for === 'person' || waiting?.for === 'correction'

export type Judged = Pick<
  Snapshot,
  'tokens' | 'troubles' | 'notices' | 'reminders' | 'transactions' | 'connections'
>

/**
 * Everything that a person has to look after, broken things first. Tray, rail and pages all ask here and nowhere else.
 */
export const concernsOf = (snapshot: Judged): readonly Concern[] => {
  const all: readonly Concern[] = [
    ...ofTokens(snapshot.tokens),
    ...snapshot.troubles.map((trouble): Concern => ({ kind: 'trouble', tone: 'bad', trouble })),
    ...ofNotices(snapshot.notices),
    ...snapshot.transactions
      .filter(needsPerson)
      .map((transaction): Concern => ({ kind: 'business', tone: 'soon', transaction })),
    ...snapshot.reminders.map((reminder): Concern => ({ kind: 'reminder', tone: 'soon', reminder })),
    ...ofClock(snapshot),
  ]
  return [...all.filter(({ tone }) => tone === 'bad'), ...all.filter(({ tone }) => tone === 'soon')]
}

/** Whether all is well with the assistant. */
export const assistantTone = (snapshot: Judged): 'good' | Concern['tone'] =>
  concernsOf(snapshot)[0]?.tone ?? 'good'

export type ServiceState = 'online' | 'offline' | 'attention' | 'unknown'

/** The state of the dot at the foot of the rail. Concerns come before the connection to the chosen authority. */
export const serviceState = (snapshot: Judged & Pick<Snapshot, 'issuer'>): ServiceState =>
  assistantTone(snapshot) === 'good' ? connectionOf(snapshot, snapshot.issuer.id).state : 'attention'
