import { mkdirSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { patientRename } from '../../native/patient-rename.ts'
import { writeAtomically, writeProblem } from '../files/atomic-file.ts'
import { appendRecord, type JournalEnd } from './journal-file.ts'
import { readRecords, recordLine } from './record-line.ts'

/** The record of what one transaction did so far. Each entry is on disk before the next step begins. */
export type JournalFile<T> = {
  readonly id: string
  records(): readonly T[]
  append(record: T): Promise<void>
  /** The transaction has ended: its file leaves the unfinished ones and is kept for support. */
  close(): Promise<void>
}

export type Unfinished<T> = {
  readonly files: readonly JournalFile<T>[]
  /** Names of the damaged files that were set aside. */
  readonly damaged: readonly string[]
}

/** The journals of one kind of business. A folder may hold several kinds. */
export type Journal<T> = {
  create(id: string, first: T): Promise<JournalFile<T>>
  /** To be called once, at the start, before anything is created: it also removes what a kill left half made. */
  unfinished(): Promise<Unfinished<T>>
}

const kept = 50

const fileOf = <T>(
  paths: { readonly path: string; readonly finished: string },
  id: string,
  known: readonly T[],
  whole: JournalEnd,
): JournalFile<T> => {
  let records = known
  let end = whole
  let queue: Promise<void> = Promise.resolve()
  const appendNow = async (record: T) => {
    end = await appendRecord(paths.path, end, record)
    records = [...records, record]
  }
  return {
    id,
    records: () => records,
    append: (record) => {
      const appended = queue.then(() => appendNow(record))
      queue = appended.catch(() => {}) // the caller of this append hears of the error; the next one may try again
      return appended
    },
    close: async () => {
      await queue
      await patientRename(paths.path, paths.finished)
    },
  }
}

const pruneFinished = async (folder: string): Promise<void> => {
  const names = await readdir(folder)
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  )
  const old = aged.toSorted((one, other) => other.at - one.at).slice(kept)
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })))
}

/** Opens the journals of one business. What is read is checked against the schema of its records. */
export const openJournal = <T>(options: {
  readonly folder: string
  readonly business: string
  readonly schema: z.ZodType<T>
  /** Whether these records can follow each other. If omitted, any order is accepted. */
  readonly whole?: (records: readonly T[]) => boolean
  readonly clock: () => Date
}): Journal<T> => {
  const { folder, business, schema } = options
  const finishedFolder = join(folder, 'finished')
  try {
    mkdirSync(finishedFolder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeProblem(error)
  }
  const nameOf = (id: string) => `${business}.${id}.journal`
  const pathsOf = (id: string) => ({
    path: join(folder, nameOf(id)),
    finished: join(finishedFolder, nameOf(id)),
  })

  const create = async (id: string, first: T): Promise<JournalFile<T>> => {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new Error('a journal needs a plain id')
    const line = recordLine(0, first)
    writeAtomically(pathsOf(id).path, line)
    return fileOf(pathsOf(id), id, [first], { records: 1, length: Buffer.byteLength(line) })
  }

  const read = async (id: string): Promise<JournalFile<T> | null> => {
    const { values, length, damagedLine } = readRecords(await readFile(pathsOf(id).path))
    const parsed = values.map((value) => schema.safeParse(value))
    const records = parsed.flatMap((result) => (result.success ? [result.data] : []))
    if (damagedLine !== null || records.length === 0 || records.length !== values.length) return null
    if (options.whole?.(records) === false) return null
    return fileOf(pathsOf(id), id, records, { records: records.length, length })
  }

  const setAside = async (id: string): Promise<string> => {
    const aside = `${nameOf(id)}.${options.clock().toISOString().replace(/[:.]/g, '-')}.damaged`
    await rename(pathsOf(id).path, join(folder, aside))
    return aside
  }

  /** A kill while a journal is made leaves its beginning under another name. Nothing had begun by then. */
  const removeBeginnings = async (): Promise<void> => {
    const names = (await readdir(folder)).filter(
      (name) => name.startsWith(`${business}.`) && name.endsWith('.tmp'),
    )
    await Promise.all(names.map((name) => rm(join(folder, name), { force: true })))
  }

  const idsOnDisk = async (): Promise<readonly string[]> => {
    const head = `${business}.`
    const tail = '.journal'
    const names = (await readdir(folder)).filter((name) => name.startsWith(head) && name.endsWith(tail))
    return names.map((name) => name.slice(head.length, -tail.length)).sort()
  }

  const unfinished = async (): Promise<Unfinished<T>> => {
    await Promise.all([pruneFinished(finishedFolder), removeBeginnings()])
    const files: JournalFile<T>[] = []
    const damaged: string[] = []
    for (const id of await idsOnDisk()) {
      const file = await read(id)
      if (file) files.push(file)
      else damaged.push(await setAside(id))
    }
    return { files, damaged }
  }

  return { create, unfinished }
}
