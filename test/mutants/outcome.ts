import type { Mutant } from './mutant.ts'

export type Outcome =
  /** The compiler refuses it. */
  | { readonly kind: 'types'; readonly complaint: string }
  | { readonly kind: 'killed'; readonly file: string; readonly test: string }
  /** Its tests did not end in time, or it took more memory or disk than it may. */
  | { readonly kind: 'timed-out'; readonly bound: 'time' | 'memory' | 'disk' }
  | { readonly kind: 'equivalent'; readonly reason: string }
  | { readonly kind: 'browser-only' }
  /** No test reaches it. `of` test files could; it is more than `looked` if the patience ended before. */
  | { readonly kind: 'not-reached'; readonly looked: number; readonly of: number }
  /** So many test files reached it, and no test failed. */
  | { readonly kind: 'survived'; readonly tests: number; readonly looked: number; readonly of: number }

export type Judged = { readonly mutant: Mutant; readonly line: number; readonly outcome: Outcome }
