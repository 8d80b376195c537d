import { accessSync, constants, copyFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type ErrorReport, type HistoryEntry, historyEntry } from '../../shared/models/index.ts'
import { writeAtomically, writeProblem } from '../files/atomic-file.ts'
import { nameAside, readFileAt, setAside } from '../files/file-reading.ts'
import { appendLines } from '../files/line-file.ts'

const most = 5_000
/** Many times the size of the entries that are kept. */
const mostBytes = 64 * 1024 * 1024

export type HistoryTrouble = Extract<ErrorReport, { readonly code: 'history-damaged' | 'history-not-kept' }>

export type HistoryFile = {
  readonly entries: readonly HistoryEntry[]
  /** What the person should know about the state in which the file was found. */
  readonly trouble: HistoryTrouble | null
  /** Writes it with all that could not be written before; what fails waits for the next time. */
  append(entry: HistoryEntry): void
  /** Writes what waits. */
  catchUp(): void
}

/**
 * null for a line that was torn by a power cut, changed by somebody, or written by a newer version. The other lines
 * still count.
 */
const entryIn = (line: string): HistoryEntry | null => {
  try {
    return historyEntry.parse(JSON.parse(line))
  } catch {
    return null
  }
}

const lineOf = (entry: HistoryEntry): string => `${JSON.stringify(entry)}\n`

/** Whether the work succeeds. A full disk or a closed folder must not keep anybody from working. */
const succeeds = (work: () => void): boolean => {
  try {
    work()
    return true
  } catch {
    return false
  }
}

const isWritable = (path: string): boolean => succeeds(() => accessSync(path, constants.W_OK))

const damaged = (file: string): HistoryTrouble => ({ code: 'history-damaged', params: { file } })
const notKept = (file: string): HistoryTrouble => ({ code: 'history-not-kept', params: { file } })

/** The name of a copy beside the file; null if no copy can be made. */
const copyOf = (path: string, now: Date): string | null => {
  const copy = nameAside(path, now)
  return succeeds(() => copyFileSync(path, copy, constants.COPYFILE_EXCL)) ? basename(copy) : null
}

type Found = Pick<HistoryFile, 'entries' | 'trouble'> & {
  /** The last line has no line break, so the next one must begin with it. */
  readonly torn: boolean
}

/** Text that cannot be read is copied before it is overwritten. */
const mended = (path: string, text: string, now: Date): Found => {
  const read = text.split('\n').filter(Boolean).map(entryIn)
  const entries = read.filter((entry) => entry !== null).slice(-most)
  const copy = read.includes(null) ? copyOf(path, now) : null
  const trouble = read.includes(null) ? damaged(copy ?? basename(path)) : null
  const whole = entries.map(lineOf).join('')
  const isNews = trouble === null ? whole !== text || !isWritable(path) : copy !== null
  const isWhole = isNews && succeeds(() => writeAtomically(path, whole))
  return { entries, trouble, torn: !isWhole && text !== '' && !text.endsWith('\n') }
}

const found = (path: string, now: Date): Found => {
  const reading = readFileAt(path, mostBytes)
  switch (reading.kind) {
    case 'absent':
      return { entries: [], trouble: null, torn: false }
    case 'read':
      return mended(path, reading.bytes.toString(), now)
    case 'unusable': {
      const aside = setAside(path, now)
      const trouble = aside === null ? notKept(basename(path)) : damaged(aside)
      return { entries: [], trouble, torn: false }
    }
  }
}

/**
 * One line for each thing that was done, oldest first. The file is shortened when it is read, never while it is
 * written.
 */
export const openHistoryFile = (path: string, now: Date): HistoryFile => {
  const { entries, trouble, torn } = found(path, now)
  let waiting = torn ? '\n' : ''
  const write = (): void => {
    try {
      appendLines(path, waiting)
      waiting = ''
    } catch (error) {
      throw writeProblem(error)
    }
  }
  return {
    entries,
    trouble,
    append: (entry) => {
      waiting += lineOf(entry)
      write()
    },
    catchUp: () => {
      if (waiting.trim() !== '') write()
    },
  }
}
