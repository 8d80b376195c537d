import type { AuditLine, Crl } from '../records.ts'
import type { Change } from './change.ts'
import { type Decision, decided, unchanged } from './decision.ts'

/** A list made from the one before, whose number is `after`; 0: there was none. */
export type ListAdding = { readonly crl: Crl; readonly after: number; readonly audit: readonly AuditLine[] }

/**
 * A list continues the newest one, so no entry is lost between two processes that make lists. False: another process
 * was faster, and this list must be made again.
 */
export function addList(
  { newest }: { readonly newest: number | null },
  { crl, after, audit }: ListAdding,
): Decision<boolean> {
  if ((newest ?? 0) !== after) return unchanged(false)
  const lines: readonly Change[] = audit.map((line) => ({ kind: 'audit', ...line }))
  return decided([...lines, { kind: 'add-list', crl }], true)
}
