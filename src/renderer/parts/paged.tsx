import { Input, Pagination } from 'antd'
import { type ReactNode, useState } from 'react'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import styles from './paged.module.css'

/** So many are looked through at a glance. With a thousand on one page it would stand still for seconds. */
const pageSize = 20

type Props<Item> = {
  readonly items: readonly Item[]
  /** Those in which the words are found, in the order in which they were. */
  readonly find: (items: readonly Item[], search: string) => readonly Item[]
  /** What can be searched for. */
  readonly searchLabel: string
  readonly children: (shown: readonly Item[]) => ReactNode
}

/** A list that may be long: a page of it at a time, with a search. A short one is shown as it is. */
export const Paged = <Item,>({ items, find, searchLabel, children }: Props<Item>) => {
  const say = useAssistant().words.everywhere
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  if (items.length <= pageSize) return children(items)
  const found = find(items, search)
  // Entries that leave may take the last page with them.
  const current = Math.max(1, Math.min(page, Math.ceil(found.length / pageSize)))
  return (
    <>
      <div className={styles.tools}>
        <Input
          className={styles.search ?? ''}
          value={search}
          onChange={({ target }) => {
            setSearch(target.value)
            setPage(1)
          }}
          placeholder={searchLabel}
          aria-label={searchLabel}
          prefix={<Icon name="search" size={16} />}
          allowClear
        />
        <span role="status">{say.found(found.length)}</span>
      </div>
      {children(found.slice((current - 1) * pageSize, current * pageSize))}
      <Pagination
        className={styles.pages ?? ''}
        current={current}
        pageSize={pageSize}
        total={found.length}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={setPage}
      />
    </>
  )
}
