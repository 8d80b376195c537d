import { type HistoryEntry, historyEntry } from '../../shared/models/index.ts'
import { openHistoryFile } from './history-file.ts'

export type HistoryQuestion = { readonly tokenId?: string | undefined; readonly serial?: string | undefined }
export type Happened = Omit<HistoryEntry, 'at'>

/** What was done with each certificate on this computer: kept here alone, nothing secret in it. */
export type History = {
  /** Never fails a business that was done: a full disk is told to the log. */
  add(happened: Happened): void
  /** Newest first. A certificate's list has what was done with its whole token too. */
  list(question?: HistoryQuestion): readonly HistoryEntry[]
}

export type HistoryOptions = {
  readonly path: string
  readonly clock: () => Date
  readonly log: (line: string) => void
}

const belongs = (entry: HistoryEntry, { tokenId, serial }: HistoryQuestion): boolean => {
  if (serial !== undefined && entry.serial !== null) return entry.serial === serial
  return tokenId === undefined || entry.tokenId === tokenId
}

const shortened = (text: string | null): string | null => (text === null ? null : text.slice(0, 200))

export const createHistory = ({ path, clock, log }: HistoryOptions): History => {
  const file = openHistoryFile(path)
  let entries = file.entries
  return {
    add: (happened) => {
      const detail = shortened(happened.detail)
      const entry = historyEntry.parse({ ...happened, detail, at: clock().toISOString() })
      entries = [...entries, entry]
      try {
        file.append(entry)
      } catch (error) {
        log(`the history could not be written: ${error instanceof Error ? error.message : String(error)}`)
      }
    },
    list: (question = {}) => entries.filter((entry) => belongs(entry, question)).toReversed(),
  }
}
