import { visible } from '../visible.ts'

/** The value that replaces a `{name}` in a sentence. */
export type Figure = string | number

/** The names in braces of a sentence. */
export type FiguresIn<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | FiguresIn<Rest>
  : never

const inBraces = /\{(\w+)\}/g

export const figuresOf = (sentence: string): readonly string[] => [
  ...new Set([...sentence.matchAll(inBraces)].flatMap(([, name]) => name ?? [])),
]

/**
 * The sentence with its figures filled in. A missing figure becomes a dash. No figure can change the order of reading.
 */
export const fill = (sentence: string, params: Readonly<Record<string, unknown>>): string =>
  sentence.replace(inBraces, (_, name: string) => visible(String(params[name] ?? '–')))
