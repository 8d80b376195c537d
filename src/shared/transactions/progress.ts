import type { StepName, StepView, TransactionView } from '../../shared/models/index.ts'

/** The step where a business is now: the first one that is not done. */
export const currentStep = ({ steps }: Pick<TransactionView, 'steps'>): StepView | null =>
  steps.find(({ state }) => state !== 'done') ?? steps.at(-1) ?? null

export const groupNames = ['apply', 'review', 'write', 'check'] as const
export type GroupName = (typeof groupNames)[number]

/** A person follows four things; the steps are how the machine does them. */
const groupOf: Readonly<Record<StepName, GroupName>> = {
  request: 'apply',
  keypair: 'apply',
  csr: 'apply',
  submit: 'apply',
  await: 'review',
  collect: 'review',
  'write-signing': 'write',
  'write-encryption': 'write',
  verify: 'check',
  confirm: 'check',
  retire: 'check',
  seal: 'check',
  tick: 'check',
}

export type StepGroup = {
  readonly name: GroupName
  readonly state: StepView['state']
  readonly steps: readonly StepView[]
}

/** A group is as its first step that is not done; one that has begun is never shown as not begun. */
const stateOf = (steps: readonly StepView[]): StepView['state'] => {
  const left = steps.find(({ state }) => state !== 'done')
  if (left === undefined) return 'done'
  return left.state === 'ahead' && left !== steps[0] ? 'running' : left.state
}

/** The steps of a business in four groups. */
export const groupsOf = ({ steps }: Pick<TransactionView, 'steps'>): readonly StepGroup[] =>
  groupNames.flatMap((name) => {
    const own = steps.filter((step) => groupOf[step.name] === name)
    return own.length === 0 ? [] : [{ name, state: stateOf(own), steps: own }]
  })

/** The group where a business is now. */
export const stoppedAt = (transaction: Pick<TransactionView, 'steps'>): GroupName => {
  const step = currentStep(transaction)
  return step ? groupOf[step.name] : 'apply'
}

export const isOpen = ({ state }: Pick<TransactionView, 'state'>): boolean =>
  state === 'running' || state === 'waiting' || state === 'paused'
