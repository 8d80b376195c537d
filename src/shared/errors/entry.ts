import type { RaErrorKind } from '../ra-contract/kinds.ts'

/** The four things that every error says. `{name}` is a figure that the code that raises the error must give. */
export type ErrorText = {
  readonly title: string
  readonly happened: string
  readonly lost: string
  readonly next: string
}

/** How an authority reports the error: the kind it travels as, and the params it always carries. */
export type RefusalForm = {
  readonly kind: RaErrorKind
  readonly params?: Readonly<Record<string, 'text' | 'number'>>
}

/** An error as its Chinese file declares it. */
export type ErrorEntry = ErrorText & {
  /** What a person reads out to the hotline: never changed, never given to another error. */
  readonly hotline: string
  /** Params for the program or the log that appear in no sentence. */
  readonly facts?: readonly string[]
  /** The refusals of the RA contract that mean this error. */
  readonly refusals?: Readonly<Record<string, RefusalForm>>
}

export type ErrorEntries = Readonly<Record<string, ErrorEntry>>

/** The English texts of a Chinese file: one for each of its errors, and no others. */
export type Translation<Original> = { readonly [Code in keyof Original]: ErrorText }
