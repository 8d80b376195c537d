import { assertNever } from '../../shared/assert-never.ts'
import { type IssuanceStep, issuanceSteps, type TokenKind } from '../../shared/models/index.ts'
import type { Done, DoneOf, Ended, IssuanceRecord, LeftBy, Started } from './records.ts'

/** Where a transaction stands: follows from its records and from nothing else. */
export type Progress = {
  readonly started: Started
  readonly done: { readonly [S in IssuanceStep]?: DoneOf<S> }
  /** The step to do next; null when all are done or the transaction has ended. */
  readonly next: IssuanceStep | null
  readonly ended: Ended | null
}

const beginning = (started: Started): Progress => ({ started, done: {}, next: 'request', ended: null })

const after = (step: IssuanceStep): IssuanceStep | null =>
  issuanceSteps[issuanceSteps.indexOf(step) + 1] ?? null

const withDone = (progress: Progress, record: Done): Progress | null =>
  record.step === progress.next
    ? { ...progress, done: { ...progress.done, [record.step]: record }, next: after(record.step) }
    : null

const isBefore = (one: IssuanceStep, other: IssuanceStep | null): boolean =>
  other === null || issuanceSteps.indexOf(one) < issuanceSteps.indexOf(other)

// Once the authority was asked to confirm, what was written must stay: going back ends before that.
const backTo = (progress: Progress, step: IssuanceStep): Progress | null => {
  if (!isBefore(step, progress.next) || progress.done.confirm) return null
  const kept = Object.entries(progress.done).filter(([name]) => isBefore(name as IssuanceStep, step))
  return { ...progress, done: Object.fromEntries(kept), next: step }
}

const applied = (progress: Progress, record: IssuanceRecord): Progress | null => {
  if (progress.ended) return null
  switch (record.type) {
    case 'started':
      return null
    case 'done':
      return withDone(progress, record)
    case 'back':
      return backTo(progress, record.to)
    case 'ended':
      return { ...progress, next: null, ended: record }
    default:
      return assertNever(record)
  }
}

/** The progress that the records tell, or null when no transaction can have written them in this order. */
export const progressOf = (records: readonly IssuanceRecord[]): Progress | null => {
  const [first, ...rest] = records
  if (first?.type !== 'started') return null
  return rest.reduce<Progress | null>(
    (progress, record) => (progress === null ? null : applied(progress, record)),
    beginning(first),
  )
}

/** What an earlier step left behind. A step is only ever run when those before it are done. */
export const leftBy = <S extends IssuanceStep>(progress: Progress, step: S): LeftBy<S> => {
  const record: Done | undefined = progress.done[step]
  if (!record) throw new Error(`step "${step}" was not done yet`)
  return record.left as LeftBy<S>
}

const onToken: ReadonlySet<IssuanceStep> = new Set([
  'keypair',
  'csr',
  'write-signing',
  'write-encryption',
  'verify',
])

/** Whether a step works inside the token's authenticated scope. A soft token that goes is a file that moves. */
export const isOnToken = (step: IssuanceStep, kind: TokenKind): boolean =>
  onToken.has(step) || (step === 'retire' && kind === 'ukey')

/** Whether the authority may have been asked to put the new certificate in force. */
export const mayBeConfirmed = (progress: Progress): boolean => progress.done.verify !== undefined

/** The token that a transaction works on; a soft one has its identity once its pair was made. */
export const tokenIdOf = (progress: Progress): string =>
  progress.done.keypair?.left.tokenId ?? progress.started.target.tokenId
