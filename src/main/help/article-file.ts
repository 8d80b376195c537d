import { z } from 'zod'
import { actionOf } from '../../shared/help/action.ts'
import { helpGroup } from '../../shared/help/model.ts'

const line = z.string().trim().min(1).max(120)
const list = z
  .string()
  .max(600)
  .transform((words) => words.split(',').map((word) => word.trim()))
  .pipe(z.array(z.string().min(1).max(40)))
const body = z.string().trim().min(20).max(6_000)

/** A file of help/. Each part in both languages; see CONTRIBUTING.md, "an article". */
const articleFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  title: line,
  titleEn: line,
  group: helpGroup,
  keywords: list,
  keywordsEn: list,
  /** The hotline codes of the errors that it explains. */
  codes: list.pipe(z.array(z.string().regex(/^[A-Z][0-9]{2}$/))).default([]),
  /** The issuer that it is about; it is general without one. */
  issuer: z.string().optional(),
  /** Where its button leads: the address of a place, or `pin` or `unlock`. */
  action: z.string().refine((word) => actionOf(word) !== null, 'leads to no place'),
  body,
  bodyEn: body,
})

export type ArticleFile = Readonly<z.infer<typeof articleFile>>

const fieldsOf = (head: string): Record<string, string> => {
  const fields: Record<string, string> = {}
  for (const row of head.split('\n')) {
    const [, name, value] = /^([A-Za-z]+): (.+)$/.exec(row) ?? []
    if (name === undefined || value === undefined) throw new Error(`"${row}" is not "name: value"`)
    if (Object.hasOwn(fields, name)) throw new Error(`${name} stands twice`)
    fields[name] = value
  }
  return fields
}

/** Reads an article: a head between two lines of dashes, the Chinese text, `# English`, the English text. */
export const readArticle = (text: string): ArticleFile => {
  const [, head, rest] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n')) ?? []
  if (head === undefined || rest === undefined) throw new Error('a head between two lines of --- is missing')
  const [chinese, english, ...more] = rest.split(/^# English$/m)
  if (english === undefined || more.length > 0)
    throw new Error('one line "# English" must divide the languages')
  return articleFile.parse({ ...fieldsOf(head), body: chinese, bodyEn: english })
}
