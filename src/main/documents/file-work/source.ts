import { constants, type Stats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { AssistantError } from '../../../shared/errors/index.ts'
import { readProblem } from './system-errors.ts'

/** Hears how much of the work is done. */
export type Progress = (done: number, total: number) => void

/** A file that is read, from its beginning to its end and perhaps again. It must stay as it is meanwhile. */
export type Source = {
  readonly path: string
  readonly size: number
  readonly mode: number
  /** Another one whenever the file is another or was written to. */
  readonly version: string
  /** Pieces in one of two buffers: a piece is good until the next but one is asked for. */
  parts(from?: number, to?: number): AsyncGenerator<Buffer, void>
  /** As much of it as there is, up to this length. */
  beginning(length: number): Promise<Buffer>
  /** Refuses with `document-changed` if it is not the file that was opened. */
  mustBeUnchanged(): Promise<void>
}

export const pieceLength = 1024 * 1024

/** A pipe without a writer must not hold anybody up. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

const versionOf = ({ dev, ino, size, mtimeMs }: Stats): string => [dev, ino, size, mtimeMs].join('-')

/** The version of the file that stands there now; null if there is none. */
export const versionAt = async (path: string): Promise<string | null> => {
  const found = await stat(path).catch(() => null)
  return found && versionOf(found)
}

async function* piecesOf(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer, void> {
  const length = Math.min(pieceLength, Math.max(1, to - from))
  const buffers = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)] as const
  const read = (turn: number, at: number) =>
    handle.read(buffers[turn % 2 === 0 ? 0 : 1], 0, Math.min(length, to - at), at)
  let at = from
  // The next piece comes from the disk while this one is worked on.
  let next = at < to ? read(0, at) : null
  try {
    for (let turn = 1; next !== null; turn += 1) {
      const { bytesRead, buffer } = await next
      at += bytesRead
      next = bytesRead > 0 && at < to ? read(turn, at) : null
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await next?.catch(() => {})
  }
}

const begun = async (handle: FileHandle, length: number): Promise<Buffer> => {
  const all = Buffer.alloc(length)
  let at = 0
  for (;;) {
    const { bytesRead } = await handle.read(all, at, length - at, at)
    at += bytesRead
    if (bytesRead === 0 || at === length) return all.subarray(0, at)
  }
}

const sourceOf = (path: string, handle: FileHandle, opened: Stats): Source => ({
  path,
  size: opened.size,
  mode: opened.mode & 0o777,
  version: versionOf(opened),
  parts: (from = 0, to = opened.size) => piecesOf(handle, from, to),
  beginning: (length) => begun(handle, Math.min(length, opened.size)),
  mustBeUnchanged: async () => {
    const now = [await handle.stat(), await stat(path).catch(() => null)]
    if (!now.every((one) => one !== null && versionOf(one) === versionOf(opened)))
      throw new AssistantError('document-changed')
  },
})

/** Opens an ordinary file for this work. What the system refuses is told in the catalogue's words. */
export const withSource = async <T>(path: string, work: (source: Source) => Promise<T>): Promise<T> => {
  try {
    const handle = await open(path, withoutWaiting)
    try {
      const opened = await handle.stat()
      if (!opened.isFile()) throw new AssistantError('document-not-a-file')
      return await work(sourceOf(path, handle, opened))
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw readProblem(error)
  }
}

/** The whole of a file that must not have more than these bytes. */
export const wholeOf = async (source: Source, most: number): Promise<Uint8Array> => {
  if (source.size > most) throw new AssistantError('document-too-large', { limit: most / 2 ** 20 })
  const whole = await source.beginning(source.size)
  await source.mustBeUnchanged()
  return whole
}
