import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Help } from './help.ts'

export const helpHandlers = (help: Help): Slice<'help'> => ({
  help: {
    articles: api.help.articles.handler(() => [...help.articles()]),
    article: api.help.article.handler(({ input }) => help.article(input.articleId)),
    search: api.help.search.handler(({ input }) => [...help.search(input.question, input.most)]),
    contacts: api.help.contacts.handler(() => [...help.contacts()]),
  },
})
