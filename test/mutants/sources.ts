import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is no code of its own: a mutant there would only change what people read, or what the demonstration contains. */
const out: readonly RegExp[] = [
  // Words of one language, and the catalogue of errors: tests of texts look at them, behaviour does not follow.
  /\.(zh-cn|en)\.ts$/,
  /(^|\/|-)words[./]/,
  // Types alone: nothing of them runs.
  /\.d\.ts$/,
  // The people and notices that the demonstration begins with.
  /^src\/ra\/seed\//,
]

export type Source = { readonly file: string; readonly text: string; readonly lines: number }

/** The files of `src` that mutants are drawn from, or those of one room. */
export const sourcesOf = (top: string, room: string | null): readonly Source[] =>
  readdirSync(join(top, 'src', room ?? ''), { recursive: true, encoding: 'utf8' })
    .map((name) => ['src', ...(room === null ? [] : [room]), name.replaceAll('\\', '/')].join('/'))
    .filter((file) => /\.tsx?$/.test(file) && !out.some((pattern) => pattern.test(file)))
    .sort()
    .map((file) => {
      const text = readFileSync(join(top, file), 'utf8')
      return { file, text, lines: text.split('\n').length }
    })
