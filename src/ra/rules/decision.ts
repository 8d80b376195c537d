import type { RaErrorCode } from '../../shared/ra-contract/errors.ts'
import { Refusal, type RefusalParams } from '../refusal.ts'
import type { Change } from './change.ts'

/**
 * What a rule decides: the changes, in the order of writing, and the answer to the caller. A refusal may have changes
 * that stay, such as a counted wrong try.
 */
export type Decision<T> = { readonly changes: readonly Change[]; readonly answer: T | Refusal }

export function decided<T>(changes: readonly Change[], answer: T): Decision<T> {
  return { changes, answer }
}

/** Refused, but something is written. */
export function refusedAfter(changes: readonly Change[], refusal: Refusal): Decision<never> {
  return { changes, answer: refusal }
}

/** Nothing is written, because what was asked for exists already. */
export function unchanged<T>(answer: T): Decision<T> {
  return { changes: [], answer }
}

export function refused<C extends RaErrorCode>(code: C, ...params: RefusalParams<C>): Decision<never> {
  return { changes: [], answer: new Refusal(code, ...params) }
}

export function refusedBy(refusal: Refusal): Decision<never> {
  return { changes: [], answer: refusal }
}
