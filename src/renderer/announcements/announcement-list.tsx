import { Button } from 'antd'
import type { Announcement } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import styles from './announcements.module.css'

type ItemProps = { readonly issuerId: string; readonly one: Announcement; readonly whole: boolean }

const Item = ({ issuerId, one, whole }: ItemProps) => {
  const { client, words } = useAssistant()
  const say = words.announcements
  const told = useBilingual()
  const { error, pending, run } = useAction()
  const { id, title, text, host, publishedOn, unread } = one
  return (
    <li className={styles.item}>
      <time dateTime={publishedOn}>{publishedOn}</time>
      <div>
        <p className={styles.title}>
          {told(title)}
          {unread && <span className={styles.unread}>{say.unread}</span>}
        </p>
        {whole && text && <p className={styles.text}>{told(text)}</p>}
        {host && (
          <Button
            type="link"
            className={styles.link ?? ''}
            disabled={pending}
            aria-label={`${told(title)} ${say.open(host)}`}
            onClick={() => void run(() => client.announcements.open({ issuerId, itemId: id }))}
          >
            {say.open(host)}
          </Button>
        )}
        {error && <ErrorNote report={error} />}
      </div>
    </li>
  )
}

type Props = {
  readonly issuerId: string
  readonly announcements: readonly Announcement[]
  /** Whether the texts are shown, or only the titles. */
  readonly whole: boolean
}

export const AnnouncementList = ({ issuerId, announcements, whole }: Props) => (
  <ul className={styles.list}>
    {announcements.map((one) => (
      <Item key={one.id} issuerId={issuerId} one={one} whole={whole} />
    ))}
  </ul>
)
