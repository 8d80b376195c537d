import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Notified } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { dateTimeOf } from '../words/format.ts'
import styles from './notifications.module.css'

type EntryProps = { readonly entry: Notified; readonly isNew: boolean }

const Entry = ({ entry, isNew }: EntryProps) => {
  const say = useAssistant().words.notifications
  return (
    <li>
      <div className={styles.body}>
        <div className={styles.head}>
          <strong>{entry.title}</strong>
          {isNew && (
            <StateWord tone="quiet" icon="bell">
              {say.unread}
            </StateWord>
          )}
        </div>
        <p>{entry.body}</p>
        <small>{dateTimeOf(entry.at)}</small>
      </div>
      <a href={hashOf(entry.place)} aria-label={`${say.open}: ${entry.title}`}>
        {say.open}
      </a>
    </li>
  )
}

/** Which were new when the page came up stays marked until the person leaves it. */
const useNewOnes = (): ReadonlySet<string> => {
  const { snapshot, client } = useAssistant()
  const unread = snapshot.notifications.filter(({ read }) => !read).map(({ id }) => id)
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set(unread))
  const waiting = unread.join('\n')
  useEffect(() => {
    if (waiting === '') return
    setSeen((before) => new Set([...before, ...waiting.split('\n')]))
    client.notifications.markRead().catch(() => undefined)
  }, [client, waiting])
  return seen
}

/** What the assistant notified, when, and where it leads. */
export const NotificationsPage = () => {
  const { snapshot, client, words } = useAssistant()
  const say = words.notifications
  const { error, pending, run } = useAction()
  const isNew = useNewOnes()
  const { notifications } = snapshot
  return (
    <Page
      title={say.title}
      action={
        notifications.length > 0 && (
          <Button disabled={pending} onClick={() => void run(() => client.notifications.clear())}>
            {say.clear}
          </Button>
        )
      }
    >
      <div className={form.column}>
        <p className={form.soft}>{say.lead}</p>
        {error && <ErrorNote report={error} />}
        {notifications.length === 0 ? (
          <Note tone="plain" title={say.empty}>
            <p>{say.emptyMeaning}</p>
          </Note>
        ) : (
          <Card>
            <ul className={styles.list}>
              {notifications.map((entry) => (
                <Entry key={entry.id} entry={entry} isNew={isNew.has(entry.id)} />
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Page>
  )
}
