import type { StepView, TransactionView } from '../../shared/models/index.ts'

/** The step where a business is now: the first one that is not done. */
export const currentStep = ({ steps }: Pick<TransactionView, 'steps'>): StepView | null =>
  steps.find(({ state }) => state !== 'done') ?? steps.at(-1) ?? null

/** The number of that step, counted from one. */
export const stoppedAt = (transaction: Pick<TransactionView, 'steps'>): number => {
  const step = currentStep(transaction)
  return step ? transaction.steps.indexOf(step) + 1 : 1
}

export const isOpen = ({ state }: Pick<TransactionView, 'state'>): boolean =>
  state === 'running' || state === 'waiting' || state === 'paused'
