import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { appendLines } from '../files/line-file.ts'
import { scrub } from './scrub.ts'

export type Log = {
  /** Writes one event. A text of several lines stays one event. */
  write(text: string): void
}

export type LogOptions = {
  readonly folder: string
  readonly now: () => Date
  /** A file is closed when it reaches this size. */
  readonly maxBytes?: number
  /** How many files are kept, including the open one. */
  readonly keep?: number
}

const numbered = (folder: string, number: number): string =>
  join(folder, number === 0 ? 'assistant.log' : `assistant.${number}.log`)

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const rotate = (folder: string, keep: number): void => {
  rmSync(numbered(folder, keep - 1), { force: true })
  for (let number = keep - 2; number >= 0; number -= 1) {
    if (sizeOf(numbered(folder, number)) > 0)
      renameSync(numbered(folder, number), numbered(folder, number + 1))
  }
}

/**
 * The log of the product: few lines, each passed through the scrubber and written at once, so that the last one before
 * a crash is there. A full disk or a missing folder must not stop a business: the line then goes to `stderr`, also
 * scrubbed.
 */
export const openLog = ({ folder, now, maxBytes = 1_000_000, keep = 5 }: LogOptions): Log => {
  const append = (line: string): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (sizeOf(numbered(folder, 0)) + Buffer.byteLength(line) > maxBytes) rotate(folder, keep)
    appendLines(numbered(folder, 0), line)
  }
  return {
    write: (text) => {
      const line = `${now().toISOString()} ${scrub(text).trimEnd().replace(/\r?\n/g, '\n    ')}\n`
      try {
        append(line)
      } catch {
        process.stderr.write(line)
      }
    },
  }
}
