import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { loadArticles } from '../src/main/help/articles.ts'
import { loadIssuers } from '../src/main/issuers/issuers.ts'

const root = join(import.meta.dirname, '..')

/** The articles and the authorities that ship with the product. */
export const shipped = () => ({
  ...loadArticles(join(root, 'help')),
  issuers: loadIssuers(join(root, 'issuers'), join(root, 'issuers', 'none')).issuers,
})

const question = z.strictObject({
  question: z.string(),
  article: z.string(),
  /** Another article that answers it as well. */
  or: z.array(z.string()).default([]),
})
/** Sixty questions of those who wrote the articles, forty of somebody who had not read them. */
const questions = z.strictObject({ insiders: z.array(question), outsiders: z.array(question) })

/** The questions were written before the search. */
export const writtenQuestions = () =>
  questions.parse(JSON.parse(readFileSync(join(root, 'test/data/help-questions.json'), 'utf8')))
