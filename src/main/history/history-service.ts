import type { HistoryEntry } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { History, HistoryQuestion } from './history.ts'
import { historyTable } from './history-export.ts'

export type HistoryService = {
  list(question: HistoryQuestion): readonly HistoryEntry[]
  export(question: HistoryQuestion): { readonly fileName: string; readonly base64: string }
}

export const createHistoryService = (parts: {
  readonly history: Pick<History, 'list'>
  readonly words: () => Texts
  readonly now: () => Date
  /** How the person calls a key now, whatever it was called then. */
  readonly nickname: (tokenId: string) => string | null
}): HistoryService => {
  const list: HistoryService['list'] = (question) =>
    parts.history
      .list(question)
      .map((entry) => ({ ...entry, tokenName: parts.nickname(entry.tokenId) ?? entry.tokenName }))
  return {
    list,
    export: (question) => {
      const words = parts.words().history
      const table = historyTable(list(question), words.table)
      const day = parts.now().toISOString().slice(0, 10)
      return { fileName: `${words.fileName}-${day}.csv`, base64: Buffer.from(table).toString('base64') }
    },
  }
}
