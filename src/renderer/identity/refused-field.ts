import type { Fault, Faults } from '../../shared/identity/faults.ts'
import type { ErrorReport } from '../../shared/models/index.ts'

/** The field that a refusal of the authority is about, and what is wrong with it. */
const marks: Readonly<Partial<Record<ErrorReport['code'], readonly [string, Fault]>>> = {
  'document-number-wrong': ['number', 'number-form'],
  'document-expired': ['to', 'over'],
  'person-too-young': ['number', 'too-young'],
  'name-unfit': ['name', 'name'],
  'credit-code-wrong': ['creditCode', 'credit-code'],
}

export const refusedFaults = (error: ErrorReport | null): Faults => {
  const mark = error && marks[error.code]
  return mark ? { [mark[0]]: mark[1] } : {}
}
