import type { Article, ArticleHead, Language } from '../../shared/models/index.ts'
import type { Findable } from '../../shared/search/index.ts'
import { visible, visibleLines } from '../../shared/visible.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { ArticleFile } from './article-file.ts'

/** An answer that can be found: an article of the assistant, or an issuer's answer to a question. */
export type Answer = { readonly article: Article; readonly findable: Findable }

const ofArticle = (file: ArticleFile, language: Language): Answer => {
  const { id, group, codes, action } = file
  const english = language === 'en'
  const title = english ? file.titleEn : file.title
  const head: ArticleHead = { id, title, group, issuerId: file.issuer ?? null }
  return {
    article: { head, body: english ? file.bodyEn : file.body, plain: false, action },
    // People type Chinese in an English window too, and the other way round.
    findable: {
      ...{ id, title: file.title, codes, body: `${file.body} ${file.bodyEn}` },
      keywords: [...file.keywords, file.titleEn, ...file.keywordsEn],
    },
  }
}

const ofIssuer = ({ id: issuerId, faq }: Issuer, language: Language): readonly Answer[] =>
  faq.map(({ question, answer }, at) => {
    const [title, body] = language === 'en' ? [question.en, answer.en] : [question.zh, answer.zh]
    const id = `issuer.${issuerId}.${at}`
    return {
      article: {
        head: { id, title: visible(title), group: 'certificate', issuerId },
        ...{ body: visibleLines(body), plain: true, action: 'service' },
      },
      findable: {
        id,
        title: question.zh,
        keywords: [question.en],
        body: `${answer.zh} ${answer.en}`,
        codes: [],
      },
    }
  })

/** All answers in one language. Those of the assistant come first, and an issuer adds to them. */
export const answersIn = (
  articles: readonly ArticleFile[],
  issuers: readonly Issuer[],
  language: Language,
): readonly Answer[] => [
  ...articles.map((file) => ofArticle(file, language)),
  ...issuers.flatMap((issuer) => ofIssuer(issuer, language)),
]
