import type { RaErrorKind } from '../ra-contract/kinds.ts'

/** The four things that every error tells. `{name}` is a figure that whoever raises the error must give. */
export type ErrorText = {
  readonly title: string
  readonly happened: string
  readonly lost: string
  readonly next: string
}

/** How an authority says it: the kind that it travels as, and the params that it always carries. */
export type RefusalForm = {
  readonly kind: RaErrorKind
  readonly params?: Readonly<Record<string, 'text' | 'number'>>
}

/** An error as its Chinese file declares it. */
export type ErrorEntry = ErrorText & {
  /** What a person reads out to the hotline: never changed, never given to another error. */
  readonly hotline: string
  /** What may come along for the program or the log, and stands in no sentence. */
  readonly facts?: readonly string[]
  /** The refusals of the RA contract that mean this error. */
  readonly refusals?: Readonly<Record<string, RefusalForm>>
}

export type ErrorEntries = Readonly<Record<string, ErrorEntry>>

/** What English must say of the errors that a Chinese file declares: of each, and of no other. */
export type Translation<Original> = { readonly [Code in keyof Original]: ErrorText }
