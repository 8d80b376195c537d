import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type ArticleFile, readArticle } from './article-file.ts'

export type ArticleProblem = { readonly file: string; readonly reason: string }
export type ArticleSet = {
  readonly articles: readonly ArticleFile[]
  readonly problems: readonly ArticleProblem[]
}

const mostBytes = 64 * 1024

const reasonOf = (error: unknown): string => {
  if (error instanceof z.ZodError)
    return error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`).join('; ')
  return error instanceof Error ? error.message : String(error)
}

const readOne = (folder: string, name: string): ArticleFile => {
  const path = join(folder, name)
  if (statSync(path).size > mostBytes) throw new Error('is too large')
  const article = readArticle(readFileSync(path, 'utf8'))
  if (`${article.id}.md` !== name) throw new Error(`has the id "${article.id}"`)
  return article
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.md'))
  } catch {
    return []
  }
}

/** Reads help/. A faulty file is left out and reported; `npm run check` refuses it. */
export const loadArticles = (folder: string): ArticleSet => {
  const articles: ArticleFile[] = []
  const problems: ArticleProblem[] = []
  for (const name of namesIn(folder).toSorted()) {
    try {
      articles.push(readOne(folder, name))
    } catch (error) {
      problems.push({ file: name, reason: reasonOf(error) })
    }
  }
  return { articles, problems }
}

/** The article that explains each hotline code. The first one counts if two claim a code. */
export const articleOfCode = (articles: readonly ArticleFile[]): Readonly<Record<string, string>> =>
  Object.fromEntries(articles.toReversed().flatMap(({ id, codes }) => codes.map((code) => [code, id])))
