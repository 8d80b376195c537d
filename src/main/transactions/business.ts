import type { Started } from './records.ts'
import type { Step } from './step.ts'

/** What a business does, step by step. */
export type Business = {
  readonly steps: readonly Step[]
  /** If the keys of the old certificate stay; their names and order are the same. */
  readonly stepsWithSameKeys?: readonly Step[]
}

export type BusinessKind = Started['business']['kind']

/** Every business that a journal may contain. If one is missing, this does not compile. */
export type Businesses = { readonly [Kind in BusinessKind]: Business }
