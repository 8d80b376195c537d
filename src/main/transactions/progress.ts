import { assertNever } from '../../shared/assert-never.ts'
import type { StepName } from '../../shared/models/index.ts'
import type { Businesses } from './business.ts'
import type { Done, LeftBy, Started, TransactionRecord } from './records.ts'
import type { Act, Progress, Step } from './step.ts'

const beginning = (started: Started, business: Businesses[keyof Businesses]): Progress => {
  const steps = (keepsKeys(started) ? business.stepsWithSameKeys : undefined) ?? business.steps
  return { started, steps, done: {}, next: steps[0] ?? null, ended: null }
}

const placeIn = (steps: readonly Step[], name: StepName): number =>
  steps.findIndex((step) => step.name === name)

const after = (steps: readonly Step[], step: Step): Step | null => steps[steps.indexOf(step) + 1] ?? null

const withDone = (progress: Progress, record: Done): Progress | null => {
  const { next, steps, done } = progress
  if (next?.name !== record.step) return null
  return { ...progress, done: { ...done, [record.step]: record }, next: after(steps, next) }
}

// Once the authority was asked to confirm, what was written must stay, so going back is no longer possible.
const backTo = (progress: Progress, name: StepName): Progress | null => {
  const { steps, done } = progress
  const to = steps.find((step) => step.name === name)
  if (!to || !done[name] || done.confirm) return null
  const kept = Object.entries(done).filter(([one]) => placeIn(steps, one as StepName) < placeIn(steps, name))
  return { ...progress, done: Object.fromEntries(kept), next: to }
}

const applied = (progress: Progress, record: TransactionRecord): Progress | null => {
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

/** The progress according to the records; null if no transaction can have written them in this order. */
export const progressOf = (
  records: readonly TransactionRecord[],
  businesses: Businesses,
): Progress | null => {
  const [first, ...rest] = records
  if (first?.type !== 'started') return null
  return rest.reduce<Progress | null>(
    (progress, record) => (progress === null ? null : applied(progress, record)),
    beginning(first, businesses[first.business.kind]),
  )
}

/** What an earlier step left behind. A step runs only when those before it are done. */
export const leftBy = <S extends StepName>(progress: Progress, step: S): LeftBy<S> => {
  const record: Done | undefined = progress.done[step]
  if (!record) throw new Error(`step "${step}" was not done yet`)
  return record.left as LeftBy<S>
}

/** The act of the next step; null if none is left. */
export const nextAct = (progress: Progress): Act | null =>
  progress.next?.act(progress.started.target.kind, progress) ?? null

/** Whether the authority may have been asked to put the new certificate in force. */
export const mayBeConfirmed = (progress: Progress): boolean => progress.done.verify !== undefined

/** Whether the keys stay and only their certificates change. Then the token is there from the start. */
export const keepsKeys = ({ business }: Pick<Started, 'business'>): boolean =>
  business.kind === 'renew' && business.keys === 'same'

/** Whether a soft token is still to be made. Until its pair is in the journal, nothing depends on it. */
export const isSoftToBeMade = ({ started, done }: Progress): boolean =>
  started.target.kind === 'soft' && !done.keypair && !keepsKeys(started)

/** The token that a transaction works on. A soft token has an identity only after its pair was made. */
export const tokenIdOf = (progress: Progress): string =>
  progress.done.keypair?.left.tokenId ?? progress.started.target.tokenId
