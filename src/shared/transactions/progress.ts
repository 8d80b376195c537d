import type { StepView, TransactionView } from '../../shared/models/index.ts'

/** The step at which a business stands: the failed or running one, else the first not done. */
export const currentStep = ({ steps }: Pick<TransactionView, 'steps'>): StepView | null =>
  steps.find(({ state }) => state === 'failed' || state === 'running') ??
  steps.find(({ state }) => state === 'waiting') ??
  steps.at(-1) ??
  null

/** Its number as people count, from one. */
export const stoppedAt = (transaction: Pick<TransactionView, 'steps'>): number => {
  const step = currentStep(transaction)
  return step ? transaction.steps.indexOf(step) + 1 : 1
}

export const isOpen = ({ state }: Pick<TransactionView, 'state'>): boolean =>
  state === 'running' || state === 'paused'
