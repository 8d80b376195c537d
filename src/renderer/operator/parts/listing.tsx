import { Button, Input, Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Note } from '../../parts/note.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import type { Listing } from './use-listing.ts'

type Props<T> = {
  readonly title: string
  readonly listing: Listing<T>
  readonly columns: NonNullable<TableProps<T>['columns']>
  readonly rowKey: (row: T) => string
  /** What can be searched for; omitted if there is nothing to search. */
  readonly hint?: string
  readonly filter?: ReactNode
  readonly note?: ReactNode
  readonly empty?: ReactNode
  readonly details?: (row: T) => ReactNode
}

/** A page that is one list: a search field, a table and a button for more. */
export const ListPage = <T extends object>(props: Props<T>) => {
  const { words } = useDesk()
  const { title, listing, columns, rowKey, hint, filter, note, details } = props
  const searched = listing.text.trim() !== ''
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{title}</h1>
        <Button onClick={listing.refresh} loading={listing.loading}>
          {words.refresh}
        </Button>
      </header>
      {note}
      {(hint !== undefined || filter !== undefined) && (
        <div className={styles.tools}>
          {hint !== undefined && (
            <Input.Search allowClear placeholder={hint} aria-label={hint} onSearch={listing.search} />
          )}
          {filter}
        </div>
      )}
      {listing.problem !== null && <Note tone="bad" urgent title={listing.problem} />}
      <div className={styles.table}>
        <Table<T>
          columns={columns}
          dataSource={[...listing.rows]}
          rowKey={rowKey}
          pagination={false}
          {...(details
            ? {
                expandable: {
                  expandedRowRender: details,
                  columnTitle: <span className="unseen">{words.reviews.details}</span>,
                },
              }
            : {})}
          locale={{
            emptyText: listing.loading ? (
              <Waiting words={words.loading} />
            ) : (
              <Empty searched={searched}>{props.empty}</Empty>
            ),
          }}
        />
        {listing.more !== null && (
          <div className={styles.more}>
            <Button onClick={listing.more} loading={listing.loading}>
              {words.more}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

const Empty = ({ searched, children }: { readonly searched: boolean; readonly children?: ReactNode }) => {
  const { words } = useDesk()
  if (searched) return <div className={styles.empty}>{words.noMatch}</div>
  return <div className={styles.empty}>{children ?? words.nothing}</div>
}
