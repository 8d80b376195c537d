import type { HistoryEntry } from '../../shared/models/index.ts'

export type HistoryWords = {
  readonly columns: readonly [string, string, string, string, string, string]
  readonly kinds: Readonly<Record<HistoryEntry['kind'], string>>
}

// A cell that a spreadsheet would take for a formula is told that it is text.
const cell = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${plain.replaceAll('"', '""')}"`
}

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** The history as a table that any spreadsheet opens; the mark at its start keeps the Chinese readable there. */
export const historyTable = (entries: readonly HistoryEntry[], words: HistoryWords): string => {
  const rows = entries.map(({ at, kind, holder, tokenName, serial, detail }) =>
    row([at, words.kinds[kind], holder ?? '', tokenName, serial ?? '', detail ?? '']),
  )
  return `\ufeff${row(words.columns)}${rows.join('')}`
}
