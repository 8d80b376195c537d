import { AssistantError } from '../../shared/errors/index.ts'
import type { Article, ArticleHead, HelpContact, Language } from '../../shared/models/index.ts'
import { createSearch, type Search } from '../../shared/search/index.ts'
import type { Issuer } from '../issuers/issuers.ts'
import { type Answer, answersIn } from './answers.ts'
import type { ArticleFile } from './article-file.ts'
import { contactOf } from './contacts.ts'

export type Help = {
  articles(): readonly ArticleHead[]
  article(id: string): Article
  search(question: string, most: number): readonly ArticleHead[]
  contacts(): readonly HelpContact[]
}

type Parts = {
  readonly articles: readonly ArticleFile[]
  readonly issuers: readonly Issuer[]
  readonly language: () => Language
}

type Shelf = { readonly language: Language; readonly answers: ReadonlyMap<string, Answer> }

/** 用户服务 without a network: articles, the search over them, and where the issuers can be reached. */
export const createHelp = ({ articles, issuers, language }: Parts): Help => {
  let shelf: Shelf | null = null
  let search: Search | null = null
  const answers = (): ReadonlyMap<string, Answer> => {
    const wanted = language()
    if (shelf?.language !== wanted) {
      const all = answersIn(articles, issuers, wanted)
      shelf = { language: wanted, answers: new Map(all.map((one) => [one.article.head.id, one])) }
    }
    return shelf.answers
  }
  // Made for the first question, because most people never ask one. It is the same in both languages.
  const find: Search = (question, most) => {
    search ??= createSearch([...answers().values()].map(({ findable }) => findable))
    return search(question, most)
  }
  return {
    articles: () => [...answers().values()].map(({ article }) => article.head),
    article: (id) => {
      const found = answers().get(id)
      if (found === undefined) throw new AssistantError('not-found')
      return found.article
    },
    search: (question, most) => find(question, most).flatMap((id) => answers().get(id)?.article.head ?? []),
    contacts: () => issuers.map((issuer) => contactOf(issuer, language())),
  }
}
