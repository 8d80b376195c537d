import { useEffect, useId, useState } from 'react'
import type { HistoryEntry } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { numbered } from '../parts/entries-table.tsx'
import { dateOf } from '../words/format.ts'
import styles from './recent-history.module.css'

type Props = {
  readonly tokenId: string
  /** Only what was done with this certificate, or with its whole token. */
  readonly serial?: string
}

/** The last things that were done, newest first. */
const most = 3

const isSerial = (serial: string): boolean => /^[0-9A-F]{2,40}$/.test(serial)

const useEntries = ({ tokenId, serial }: Props) => {
  const { client } = useAssistant()
  const { error, run } = useAction()
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null)
  useEffect(() => {
    let wanted = true
    const which = serial !== undefined && isSerial(serial) ? { tokenId, serial } : { tokenId }
    void run(async () => {
      const all = await client.history.list(which)
      if (wanted) setEntries(all.slice(0, most))
    })
    return () => {
      wanted = false
    }
  }, [client, run, tokenId, serial])
  return error ? null : entries
}

/** What was done with a token or one of its certificates, and the way to all of it. */
export const RecentHistory = (props: Props) => {
  const { words } = useAssistant()
  const say = words.history
  const titleId = useId()
  const entries = useEntries(props)
  if (entries === null) return null
  return (
    <section className={styles.recent} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h3 id={titleId}>{say.recent}</h3>
        <a href={hashOf({ page: 'history', tokenId: props.tokenId })}>{say.whole}</a>
      </div>
      {entries.length === 0 && <p className={styles.soft}>{say.empty}</p>}
      {entries.length > 0 && (
        <ol>
          {numbered(entries).map(({ key, entry }) => (
            <li key={key}>
              <time dateTime={entry.at}>{dateOf(entry.at)}</time>
              <span>{[say.table.kinds[entry.kind], entry.detail].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
