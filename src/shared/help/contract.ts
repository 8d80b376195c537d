import { z } from 'zod'
import { base, id } from '../contract/base.ts'
import { article, articleHead, helpContact } from './model.ts'

export const helpContract = {
  /** All articles, for the list of them. */
  articles: base.output(z.array(articleHead)),
  article: base.input(z.object({ articleId: id })).output(article),
  /** The articles that fit best, at most `most`. */
  search: base
    .input(z.object({ question: z.string().max(400), most: z.int().min(1).max(50) }))
    .output(z.array(articleHead)),
  contacts: base.output(z.array(helpContact)),
}
