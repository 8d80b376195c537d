import { type HistoryEntry, historyEntry } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { type HistoryFile, openHistoryFile } from './history-file.ts'

export type HistoryQuestion = { readonly tokenId?: string | undefined; readonly serial?: string | undefined }
export type Happened = Omit<HistoryEntry, 'at'>

/** What was done with each certificate on this computer. It is kept only here and holds no secrets. */
export type History = {
  /** Never fails a business that was done. A full disk is only reported to the log. */
  add(happened: Happened): void
  /** Newest first. The list of a certificate includes what was done with its whole token. */
  list(question?: HistoryQuestion): readonly HistoryEntry[]
  /** Writes what a full disk has refused until now. */
  close(): void
  /** What was wrong with the file at the start. */
  readonly trouble: HistoryFile['trouble']
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

const shown = (text: string | null): string | null => (text === null ? null : visibleName(text))

/** Names come from certificates, tokens and pages. None of them may look like something else. */
const readable = <Entry extends Happened>(entry: Entry): Entry => ({
  ...entry,
  // A certificate may be made to do harm, and its serial number can be as long as its maker likes.
  tokenId: entry.tokenId.slice(0, 500),
  serial: entry.serial?.slice(0, 200) ?? null,
  tokenName: visibleName(entry.tokenName),
  holder: shown(entry.holder),
  detail: shown(entry.detail),
})

export const createHistory = ({ path, clock, log }: HistoryOptions): History => {
  const file = openHistoryFile(path, clock())
  let entries = file.entries.map(readable)
  const logged = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      log(`the history could not be written: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return {
    trouble: file.trouble,
    add: (happened) => {
      const entry = historyEntry.parse({ ...readable(happened), at: clock().toISOString() })
      entries = [...entries, entry]
      logged(() => file.append(entry))
    },
    close: () => logged(file.catchUp),
    list: (question = {}) => entries.filter((entry) => belongs(entry, question)).toReversed(),
  }
}
