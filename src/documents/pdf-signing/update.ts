import { createHash } from 'node:crypto'
import { newestList } from '../pdf-structure/objects-list.ts'
import { readerAt, takeWord } from '../pdf-structure/parser.ts'
import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { array, dict, name, number, serialised, stream, string } from '../pdf-structure/serialised.ts'
import { entry, type PdfRef, type PdfValue } from '../pdf-structure/values.ts'
import { RefusedFile } from '../refused-file.ts'

/** An object that the update brings, or brings anew under its old number. */
export type NewObject = { readonly ref: PdfRef; readonly body: Uint8Array }

export type Updated = {
  /** The file as it was, byte for byte, and the update behind it. */
  readonly bytes: Buffer
  /** Where the body of each new object begins. */
  readonly bodyAt: ReadonlyMap<number, number>
}

/** ISO 32000-1, annex C: what readers hold. */
const highestNumber = 8_388_607

const numberIn = (value: PdfValue): number => (value.kind === 'number' ? value.value : 0)

/** The first number that no object of the file has. */
export const firstFree = ({ trailer, highest }: PdfFile): number => {
  const next = Math.max(highest + 1, numberIn(entry(trailer, 'Size')))
  if (next > highestNumber - 100_000) throw new RefusedFile('limits-exceeded')
  return next
}

type Row = { readonly number: number; readonly generation: number; readonly offset: number }

/** Rows in runs of consecutive numbers, as both kinds of list have them. */
const runsOf = (rows: readonly Row[]): readonly (readonly Row[])[] => {
  const runs: Row[][] = []
  for (const row of [...rows].sort((one, other) => one.number - other.number)) {
    const last = runs.at(-1)
    if (last !== undefined && last.at(-1)?.number === row.number - 1) last.push(row)
    else runs.push([row])
  }
  return runs
}

/** 14.4: the first part of ID stays, the second changes with every update. */
const idOf = (file: PdfFile, added: readonly Uint8Array[]): Readonly<Record<string, PdfValue>> => {
  const items = file.array(entry(file.trailer, 'ID'))?.items ?? []
  const first = items[0] === undefined ? null : file.resolve(items[0])
  if (first?.kind !== 'string') return {}
  const sum = createHash('sha256')
  for (const piece of added) sum.update(piece)
  return { ID: array(string(first.bytes), string(sum.digest().subarray(0, 16))) }
}

const trailerOf = (file: PdfFile, previous: number, size: number, added: readonly Uint8Array[]) => {
  const info = entry(file.trailer, 'Info')
  return {
    Size: number(size),
    Root: entry(file.trailer, 'Root'),
    ...(info.kind === 'null' ? {} : { Info: info }),
    ...idOf(file, added),
    Prev: number(previous),
  }
}

const tableOf = (rows: readonly Row[], trailer: Readonly<Record<string, PdfValue>>): Buffer => {
  const runs = runsOf(rows).map((run) => {
    const lines = run.map(
      ({ offset, generation }) =>
        `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`,
    )
    return `${run[0]?.number ?? 0} ${run.length}\n${lines.join('')}`
  })
  return Buffer.concat([
    Buffer.from(`xref\n${runs.join('')}trailer\n`, 'latin1'),
    serialised(dict(trailer)),
    Buffer.from('\n'),
  ])
}

/** A list as a stream, which is itself in its list (7.5.8). */
const listStream = (rows: readonly Row[], own: Row, trailer: Readonly<Record<string, PdfValue>>): Buffer => {
  const runs = runsOf([...rows, own])
  const data = Buffer.concat(
    runs.flat().map(({ offset, generation }) => {
      const row = Buffer.alloc(7)
      row[0] = 1
      row.writeUInt32BE(offset, 1)
      row.writeUInt16BE(generation, 5)
      return row
    }),
  )
  const index = runs.flatMap((run) => [number(run[0]?.number ?? 0), number(run.length)])
  const entries = {
    Type: name('XRef'),
    ...trailer,
    W: array(number(1), number(4), number(2)),
    Index: array(...index),
  }
  return Buffer.concat([
    Buffer.from(`${own.number} 0 obj\n`),
    serialised(stream(entries, data)),
    Buffer.from('\nendobj\n'),
  ])
}

/**
 * Adds objects behind the file (7.5.6). The new list is of the kind of the newest one: readers that know no streams
 * follow only tables, and a stream must not be followed by a table.
 */
export const updatedPdf = (file: PdfFile, objects: readonly NewObject[]): Updated => {
  const previous = newestList(file.bytes)
  const isTable = takeWord(readerAt(file.bytes, previous), 'xref')
  const isEnded = [0x0a, 0x0d].includes(file.bytes.at(-1) ?? 0)
  const added: Uint8Array[] = isEnded ? [] : [Buffer.from('\n')]
  const bodyAt = new Map<number, number>()
  let at = file.bytes.length + (isEnded ? 0 : 1)
  const rows = objects.map(({ ref: { number: own, generation }, body }) => {
    const head = Buffer.from(`${own} ${generation} obj\n`)
    const tail = Buffer.from('\nendobj\n')
    const row = { number: own, generation, offset: at }
    bodyAt.set(own, at + head.length)
    added.push(head, body, tail)
    at += head.length + body.length + tail.length
    return row
  })
  const size = Math.max(firstFree(file), ...rows.map((row) => row.number + 1)) + (isTable ? 0 : 1)
  const trailer = trailerOf(file, previous, size, added)
  const own = { number: size - 1, generation: 0, offset: at }
  const list = isTable ? tableOf(rows, trailer) : listStream(rows, own, trailer)
  const end = Buffer.from(`startxref\n${at}\n%%EOF\n`)
  return { bytes: Buffer.concat([file.bytes, ...added, list, end]), bodyAt }
}
