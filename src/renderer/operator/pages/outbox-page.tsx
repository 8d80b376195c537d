import { Note } from '../../parts/note.tsx'
import { dateTimeOf } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { type Load, useListing } from '../parts/use-listing.ts'

type Row = {
  readonly id: string
  readonly channel: 'sms' | 'mail'
  readonly to: string
  readonly text: string
  readonly createdAt: string
}

const load: Load<Row> = async (client, query) => {
  const { messages, next } = await client.operator.outbox(query)
  return { rows: messages, next }
}

export const OutboxPage = () => {
  const { words } = useDesk()
  const say = words.outbox
  return (
    <ListPage<Row>
      title={words.places.outbox}
      listing={useListing(load)}
      hint={say.hint}
      rowKey={(row) => row.id}
      note={
        <div className={styles.tools}>
          <Note tone="info" title={say.note} />
        </div>
      }
      columns={[
        { title: say.at, width: 180, render: (_, row) => <time>{dateTimeOf(row.createdAt)}</time> },
        { title: say.channel, width: 80, render: (_, row) => say.channels[row.channel] },
        { title: say.to, dataIndex: 'to', width: 200 },
        { title: say.text, dataIndex: 'text' },
      ]}
    />
  )
}
