import type { HistoryEntry } from '../../shared/models/index.ts'
import { visible } from '../../shared/visible.ts'

export type HistoryWords = {
  readonly columns: readonly [string, string, string, string, string, string]
  readonly kinds: Readonly<Record<HistoryEntry['kind'], string>>
}

/**
 * Marks a cell as text if a spreadsheet would take it for a formula. This also covers a formula sign after spaces, in
 * the wide characters of Chinese input, or after a character at which some spreadsheets begin a new cell.
 */
const asText = (text: string): string => text.replace(/(^|[;,|])(\s{0,20})(?=[=+\-@＝＋－＠])/g, "$1$2'")

const cell = (text: string): string => `"${asText(visible(text)).replaceAll('"', '""')}"`

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** A table that any spreadsheet opens. The mark at its start keeps the Chinese readable there. */
export const tableOf = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map(row).join('')}`

/** The history as such a table. */
export const historyTable = (entries: readonly HistoryEntry[], words: HistoryWords): string => {
  const rows = entries.map(({ at, kind, holder, tokenName, serial, detail }) => [
    ...[at, words.kinds[kind], holder ?? '', tokenName, serial ?? '', detail ?? ''],
  ])
  return tableOf([words.columns, ...rows])
}
