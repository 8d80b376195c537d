import type { StepView, TransactionView } from '../../shared/models/index.ts'

/** The step at which a business stands: the first that is not done. */
export const currentStep = ({ steps }: Pick<TransactionView, 'steps'>): StepView | null =>
  steps.find(({ state }) => state !== 'done') ?? steps.at(-1) ?? null

/** Its number as people count, from one. */
export const stoppedAt = (transaction: Pick<TransactionView, 'steps'>): number => {
  const step = currentStep(transaction)
  return step ? transaction.steps.indexOf(step) + 1 : 1
}

export const isOpen = ({ state }: Pick<TransactionView, 'state'>): boolean =>
  state === 'running' || state === 'waiting' || state === 'paused'
