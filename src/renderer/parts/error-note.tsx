import type { ReactNode } from 'react'
import { explain } from '../../shared/errors/index.ts'
import type { ErrorReport } from '../../shared/models/index.ts'
import { DiagnoseHint } from '../diagnosis/diagnose-link.tsx'
import { ArticleLink } from '../help/article-link.tsx'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Copied, CopyButton } from './copyable.tsx'
import styles from './note.module.css'
import { Note, type NoteTone } from './note.tsx'

type Props = {
  readonly report: ErrorReport
  readonly actions?: ReactNode
  readonly tone?: NoteTone
  readonly urgent?: boolean
}

/**
 * What happened, whether anything was lost, and what to do next. The code for the hotline comes last, in small type.
 */
export const ErrorNote = ({ report, actions, tone = 'bad', urgent = true }: Props) => {
  const { snapshot, words } = useAssistant()
  const said = explain(report, snapshot.settings.language)
  const hotline = useIssuer()?.hotline
  return (
    <Note tone={tone} title={said.title} actions={actions} urgent={urgent}>
      <p>{[said.happened, said.lost].join(snapshot.settings.language === 'en' ? ' ' : '')}</p>
      <p>{said.next}</p>
      {report.code === 'nothing-opens' && (
        <p>
          <Copied text={String(report.params.target)} />
        </p>
      )}
      <div className={styles.code}>
        <span>{words.everywhere.errorCode}</span>
        <CopyButton
          text={said.hotline}
          shown={said.hotline}
          label={`${words.everywhere.copyErrorCode} ${said.hotline}`}
        />
        {hotline && (
          <span>
            {words.everywhere.hotline} {hotline}
          </span>
        )}
        <ArticleLink code={said.hotline} />
        <DiagnoseHint code={report.code} />
      </div>
    </Note>
  )
}
