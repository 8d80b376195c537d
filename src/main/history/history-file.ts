import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { type HistoryEntry, historyEntry } from '../../shared/models/index.ts'
import { writeAtomically, writeProblem } from '../files/atomic-file.ts'

const most = 5_000

const entryIn = (line: string): readonly HistoryEntry[] => {
  try {
    return [historyEntry.parse(JSON.parse(line))]
  } catch {
    return [] // a line torn by a power cut, or of a newer version: the others still count
  }
}

const lineOf = (entry: HistoryEntry): string => `${JSON.stringify(entry)}\n`

/** One line for each thing done, oldest first. The file is shortened when it is read, never while it is written. */
export const openHistoryFile = (
  path: string,
): { readonly entries: readonly HistoryEntry[]; append(entry: HistoryEntry): void } => {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const read = text.split('\n').filter(Boolean).flatMap(entryIn)
  const entries = read.slice(-most)
  const whole = entries.map(lineOf).join('')
  // Also mends the end of a line that was torn: the next one must begin on its own.
  if (whole !== text) writeAtomically(path, whole)
  return {
    entries,
    append: (entry) => {
      try {
        appendFileSync(path, lineOf(entry), { mode: 0o600 })
      } catch (error) {
        throw writeProblem(error)
      }
    },
  }
}
