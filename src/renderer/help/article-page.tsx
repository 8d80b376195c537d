import { useCallback } from 'react'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { Article } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Page } from '../frame/page.tsx'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import type { Client } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { ArticleAction } from './article-action.tsx'
import { ArticleText } from './article-text.tsx'
import { useHelp } from './use-help.ts'

const Shown = ({ article }: { readonly article: Article }) => {
  const { snapshot, words } = useAssistant()
  const say = words.help
  const nameOf = useIssuerName()
  const issuer = issuerById(snapshot, article.head.issuerId)
  return (
    <Card>
      <div className={styles.stack}>
        {issuer && <p className={styles.soft}>{say.answeredBy(nameOf(issuer))}</p>}
        <ArticleText text={article.body} plain={article.plain} />
        <div className={styles.row}>
          <ArticleAction action={article.action} />
        </div>
        <p className={styles.soft}>
          {say.helped} <a href={hashOf({ page: 'diagnosis', step: null })}>{say.toDiagnosis}</a>
          {' · '}
          <a href={hashOf({ page: 'service', search: null })}>{say.toHotline}</a>
        </p>
      </div>
    </Card>
  )
}

/** One article, which ends in the place where the person acts. */
export const ArticlePage = ({ articleId }: { readonly articleId: string }) => {
  const { words } = useAssistant()
  const say = words.help
  const ask = useCallback((help: Client['help']) => help.article({ articleId }), [articleId])
  const { found, error } = useHelp(ask)
  return (
    <Page
      title={found?.head.title ?? say.article}
      before={<a href={hashOf({ page: 'service', search: null })}>{say.back}</a>}
    >
      {error && (
        <Note tone="plain" title={say.missing} urgent>
          <p>{say.missingNext}</p>
        </Note>
      )}
      {found && <Shown article={found} />}
    </Page>
  )
}
