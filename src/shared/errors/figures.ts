import { visible } from '../visible.ts'

/** What stands in a sentence for a `{name}`. */
export type Figure = string | number

/** The names in braces of a sentence. */
export type FiguresIn<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | FiguresIn<Rest>
  : never

const inBraces = /\{(\w+)\}/g

export const figuresOf = (sentence: string): readonly string[] => [
  ...new Set([...sentence.matchAll(inBraces)].flatMap(([, name]) => name ?? [])),
]

/** The sentence with its figures; one that is missing is a dash, and none turns the sentence around. */
export const fill = (sentence: string, params: Readonly<Record<string, unknown>>): string =>
  sentence.replace(inBraces, (_, name: string) => visible(String(params[name] ?? '–')))
