import type { ReactNode } from 'react'
import sheet from './table.module.css'

type Props<Entry> = {
  readonly columns: readonly (string | undefined)[]
  /** Newest first. */
  readonly entries: readonly Entry[]
  /** The cells of one row. */
  readonly children: (entry: Entry) => ReactNode
}

/** Two entries may have the same time, so their keys differ by how many came before. */
export const numbered = <Entry extends { readonly at: string }>(entries: readonly Entry[]) =>
  entries.map((entry, index) => ({ entry, key: `${entry.at} ${entries.length - index}` }))

/** What happened, a row an entry. */
export const EntriesTable = <Entry extends { readonly at: string }>({
  columns,
  entries,
  children,
}: Props<Entry>) => (
  <table className={sheet.table}>
    <thead>
      <tr>
        {columns.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {numbered(entries).map(({ key, entry }) => (
        <tr key={key}>{children(entry)}</tr>
      ))}
    </tbody>
  </table>
)
