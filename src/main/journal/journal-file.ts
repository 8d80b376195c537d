import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { writeProblem } from '../files/atomic-file.ts'
import { recordLine } from './record-line.ts'

/** Where the next record goes: the number of records so far and the bytes that they take. */
export type JournalEnd = { readonly records: number; readonly length: number }

// Not O_CREAT: if a journal's file was taken away, the journal must not go on in an empty one.
const appending = constants.O_WRONLY

const withFile = async <T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> => {
  const file = await open(path, appending)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

const writeAt = async (file: FileHandle, bytes: Buffer, position: number): Promise<void> => {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

/**
 * Puts one record after the last whole one. The record is on disk before this returns. A torn record, from now or
 * earlier, is overwritten, because the position follows only from the whole records.
 */
export const appendRecord = async (path: string, end: JournalEnd, value: unknown): Promise<JournalEnd> => {
  const bytes = Buffer.from(recordLine(end.records, value))
  try {
    await withFile(path, async (file) => {
      if ((await file.stat()).size > end.length) await file.truncate(end.length)
      await writeAt(file, bytes, end.length)
      await file.datasync()
    })
  } catch (error) {
    throw writeProblem(error)
  }
  return { records: end.records + 1, length: end.length + bytes.length }
}
