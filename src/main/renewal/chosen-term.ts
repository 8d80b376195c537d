import { AssistantError } from '../../shared/errors/index.ts'
import type { RenewalTerm } from '../../shared/models/index.ts'
import { fullYuan } from '../../shared/orders/full-yuan.ts'

/** The term that a person chose, among those that the authority offers now, at the price that the person saw. */
export const chosenTerm = (
  terms: readonly RenewalTerm[],
  years: number | null,
  expectedTotalFen: number,
): RenewalTerm => {
  const term = terms.find((one) => one.years === years)
  if (!term) throw new AssistantError('input-invalid')
  if (term.totalFen !== expectedTotalFen)
    throw new AssistantError('price-changed', { yuan: fullYuan(term.totalFen) })
  return term
}
