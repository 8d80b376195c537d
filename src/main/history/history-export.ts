import type { HistoryEntry } from '../../shared/models/index.ts'
import { visible } from '../../shared/visible.ts'

export type HistoryWords = {
  readonly columns: readonly [string, string, string, string, string, string]
  readonly kinds: Readonly<Record<HistoryEntry['kind'], string>>
}

/**
 * A cell that a spreadsheet would take for a formula is told that it is text: also behind spaces, in the wide signs
 * of Chinese input, and behind a sign at which a spreadsheet of other habits begins a new cell.
 */
const asText = (text: string): string => text.replace(/(^|[;,|])(\s{0,20})(?=[=+\-@＝＋－＠])/g, "$1$2'")

const cell = (text: string): string => `"${asText(visible(text)).replaceAll('"', '""')}"`

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** The history as a table that any spreadsheet opens; the mark at its start keeps the Chinese readable there. */
export const historyTable = (entries: readonly HistoryEntry[], words: HistoryWords): string => {
  const rows = entries.map(({ at, kind, holder, tokenName, serial, detail }) =>
    row([at, words.kinds[kind], holder ?? '', tokenName, serial ?? '', detail ?? '']),
  )
  return `\ufeff${row(words.columns)}${rows.join('')}`
}
