import { Button } from 'antd'
import type { DeviceTrouble } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import styles from '../parts/note.module.css'
import { Note } from '../parts/note.tsx'
import { RefreshHere } from '../parts/refresh-button.tsx'

/** A device or driver that gives no usable token: why, and what to do. */
export const TroubleCard = ({ trouble }: { readonly trouble: DeviceTrouble }) => {
  const { words } = useAssistant()
  const say = words.tokens
  const text = say.reason[trouble.reason]
  return (
    <Note
      tone="soon"
      title={text.title}
      actions={
        <>
          {trouble.downloadPage && (
            <Button href={trouble.downloadPage} target="_blank" rel="noreferrer">
              {say.download}
            </Button>
          )}
          <RefreshHere />
        </>
      }
    >
      <p>{text.happened(trouble.vendor ?? say.unnamed)}</p>
      <p>{text.next}</p>
      {(trouble.usbId || trouble.systemWords) && (
        <div className={styles.code}>
          {trouble.usbId && (
            <>
              <span>{say.usbId}</span>
              <CopyButton
                text={trouble.usbId}
                shown={trouble.usbId}
                label={`${words.everywhere.copy} ${say.usbId} ${trouble.usbId}`}
              />
            </>
          )}
          {trouble.systemWords && (
            <span>
              {say.systemWords} {trouble.systemWords}
            </span>
          )}
        </div>
      )}
    </Note>
  )
}
