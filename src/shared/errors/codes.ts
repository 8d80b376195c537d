import type { Catalogue, Figures } from './catalogue.ts'
import type { Figure } from './figures.ts'

export type ErrorCode = keyof Catalogue

/** Errors whose sentences need no figures. */
export type PlainErrorCode = {
  readonly [Code in ErrorCode]: [Figures<Catalogue[Code]>] extends [never] ? Code : never
}[ErrorCode]

type FactsOf<Code extends ErrorCode> = Code extends ErrorCode
  ? Catalogue[Code] extends { readonly facts: readonly (infer Fact extends string)[] }
    ? Fact
    : never
  : never

type Params<Needed extends string, Possible extends string> = [Needed | Possible] extends [never]
  ? Readonly<Record<string, never>>
  : Readonly<Record<Needed, Figure>> & { readonly [Fact in Possible]?: Figure }

/** What must come with a code: all figures of its sentences. For several codes: what any of them needs. */
export type ParamsOf<Code extends ErrorCode> = Params<Figures<Catalogue[Code]>, FactsOf<Code>>

/** The params of any error, for code that does not look at the error's code. */
export type ErrorParams = Readonly<Record<string, Figure>>

/** An error as it crosses a border: its code in the catalogue and the figures that its sentences need. */
export type ErrorReport = {
  readonly [Code in ErrorCode]: { readonly code: Code; readonly params: ParamsOf<Code> }
}[ErrorCode]
