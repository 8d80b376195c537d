import { Button } from 'antd'
import { explain } from '../../shared/errors/index.ts'
import type { DeviceTrouble } from '../../shared/models/index.ts'
import { DiagnoseLink } from '../diagnosis/diagnose-link.tsx'
import { ArticleLink } from '../help/article-link.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import styles from '../parts/note.module.css'
import { Note } from '../parts/note.tsx'
import { RefreshHere } from '../parts/refresh-button.tsx'

type Props = { readonly trouble: DeviceTrouble }

/** The facts that the hotline asks for. Words of the system that are already in the sentence are not repeated. */
const TroubleFacts = ({ trouble, hotline }: Props & { readonly hotline: string }) => {
  const { words } = useAssistant()
  const say = words.tokens
  const { usbId, systemWords, report } = trouble
  const told = Object.values<unknown>(report.params).includes(systemWords)
  return (
    <div className={styles.code}>
      <span>{words.everywhere.errorCode}</span>
      <CopyButton text={hotline} shown={hotline} label={`${words.everywhere.copyErrorCode} ${hotline}`} />
      {usbId && (
        <>
          <span>{say.usbId}</span>
          <CopyButton text={usbId} shown={usbId} label={`${words.everywhere.copy} ${say.usbId} ${usbId}`} />
        </>
      )}
      {systemWords && !told && (
        <span>
          {say.systemWords} {systemWords}
        </span>
      )}
      <ArticleLink code={hotline} />
    </div>
  )
}

/** A device or driver that gives no usable token: which one, why, and what to do. */
export const TroubleCard = ({ trouble }: Props) => {
  const { snapshot, words } = useAssistant()
  const { language } = snapshot.settings
  const said = explain(trouble.report, language)
  return (
    <Note
      tone="soon"
      title={trouble.vendor === null ? said.title : `${trouble.vendor} · ${said.title}`}
      actions={
        <>
          {trouble.downloadPage && (
            <Button href={trouble.downloadPage} target="_blank" rel="noreferrer">
              {words.tokens.download}
            </Button>
          )}
          <DiagnoseLink step="drivers" />
          <RefreshHere />
        </>
      }
    >
      <p>{[said.happened, said.lost].join(language === 'en' ? ' ' : '')}</p>
      <p>{said.next}</p>
      <TroubleFacts trouble={trouble} hotline={said.hotline} />
    </Note>
  )
}
