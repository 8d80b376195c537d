import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import type { IssuerSet } from '../issuers/issuers.ts'
import { articleOfCode, loadArticles } from './articles.ts'
import { helpHandlers } from './handlers.ts'
import { createHelp, type Help } from './help.ts'

type Needs = Pick<Ground, 'state' | 'log'> & {
  readonly issuerSet: Pick<IssuerSet, 'issuers'>
  /** The folder that contains `help/`. */
  readonly resources: string
}

export const helpPart = ({ state, log, issuerSet, resources }: Needs) => {
  let made: Help | null = null
  /** The tray is there before the articles are read. */
  const help = (): Help => {
    if (made) return made
    const { articles, problems } = loadArticles(join(resources, 'help'))
    for (const { file, reason } of problems) log(`the article ${file} is left out: ${reason}`)
    made = createHelp({
      articles,
      issuers: issuerSet.issuers,
      language: () => state.current().settings.language,
    })
    state.change({ articleOfCode: articleOfCode(articles) })
    return made
  }
  const service: Help = {
    articles: () => help().articles(),
    article: (id) => help().article(id),
    search: (question, most) => help().search(question, most),
    contacts: () => help().contacts(),
  }
  return { service, handlers: helpHandlers(service), start: () => void help() }
}
