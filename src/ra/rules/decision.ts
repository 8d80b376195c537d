import type { RaErrorCode } from '../../shared/ra-contract/errors.ts'
import { Refusal, type RefusalParams } from '../refusal.ts'
import type { Change } from './change.ts'

/**
 * What a rule says: the changes, in the order in which they are written, and what the caller hears. A refusal may
 * come with changes that stay, such as a wrong try that is counted.
 */
export type Decision<T> = { readonly changes: readonly Change[]; readonly answer: T | Refusal }

export function decided<T>(changes: readonly Change[], answer: T): Decision<T> {
  return { changes, answer }
}

/** Refused, and yet something is written. */
export function refusedAfter(changes: readonly Change[], refusal: Refusal): Decision<never> {
  return { changes, answer: refusal }
}

/** Nothing is written: what was asked for is there already. */
export function unchanged<T>(answer: T): Decision<T> {
  return { changes: [], answer }
}

export function refused<C extends RaErrorCode>(code: C, ...params: RefusalParams<C>): Decision<never> {
  return { changes: [], answer: new Refusal(code, ...params) }
}

export function refusedBy(refusal: Refusal): Decision<never> {
  return { changes: [], answer: refusal }
}
