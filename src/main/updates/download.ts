import { type FileHandle, rm, statfs } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { patientRename } from '../../native/patient-rename.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { ManifestFile } from '../../shared/updates/manifest.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'
import type { FeedServer } from './feed-server.ts'
import { hashOf, isPackage, openPart, openPrivateFolder, packageProblem } from './package-folder.ts'

/** A package as the manifest names it, and where that leads. */
export type Wanted = ManifestFile & { readonly version: string; readonly address: URL }

export type DownloadParts = {
  readonly folder: string
  readonly server: Pick<FeedServer, 'open' | 'takeAll'>
  /** How many bytes this user may still write there. */
  readonly room?: (folder: string) => Promise<number>
  /** Before a connection that broke off is tried again. */
  readonly pauseMs?: number
}

const partName = 'package.part'
const noteName = 'package.json'

/** The name on disk comes from here and never from the address. */
export const packageName = ({ kind, version, sha256 }: Wanted): string =>
  `cert-assistant-${version}-${sha256.slice(0, 12)}${kind === 'nsis' ? '.exe' : '.AppImage'}`

/** What the folder holds while this package is wanted. */
export const namesOf = (wanted: Wanted | null): readonly string[] =>
  wanted === null ? [] : [partName, noteName, packageName(wanted)]

const roomIn = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** To unpack a package takes about three times its size; and nobody's disk is filled to the last byte. */
const neededFor = (size: number, have: number): number => size - have + size * 3

/** Only a strong tag says that two answers are of the same bytes (RFC 9110, section 8.8.3). */
const strongTag = /^"[\x21\x23-\x7e]{1,200}"$/

const note = z.object({ sha256: z.string().length(64), tag: z.string().regex(strongTag).nullable() })

/** Connections for one download; those that brought nothing count against a smaller number. */
const most = { connections: 40, fruitless: 4 } as const

type Part = { readonly handle: FileHandle; length: number; tag: string | null; resumed: boolean }

const tagOf = ({ headers: { etag } }: IncomingMessage): string | null =>
  etag !== undefined && strongTag.test(etag) ? etag : null

const isPassing = (error: unknown): boolean => isAssistantError(error) && error.code === 'update-unreachable'

/** Fetches one package so that a broken connection or a killed program loses nothing that had come. */
export const createDownload = ({ folder, server, room = roomIn, pauseMs = 2_000 }: DownloadParts) => {
  const [partPath, notePath] = [join(folder, partName), join(folder, noteName)]

  const begin = async ({ sha256, size }: Wanted): Promise<Part> => {
    const kept = smallJsonAt(notePath, note)
    const handle = await openPart(partPath)
    const { size: length } = await handle.stat()
    const goesOn = kept?.sha256 === sha256 && kept.tag !== null && length <= size
    if (!goesOn) await handle.truncate(0)
    return goesOn
      ? { handle, length, tag: kept.tag, resumed: length > 0 }
      : { handle, length: 0, tag: null, resumed: false }
  }
  const restart = async (part: Part, sha256: string, tag: string | null): Promise<void> => {
    await part.handle.truncate(0)
    part.length = 0
    part.tag = tag
    writeAtomically(notePath, `${JSON.stringify({ sha256, tag })}\n`)
  }
  /** What an answer means for the bytes that are here; false if it has none to add. */
  const accept = async (part: Part, wanted: Wanted, message: IncomingMessage): Promise<boolean> => {
    const { statusCode, headers } = message
    if (statusCode === 200) {
      await restart(part, wanted.sha256, tagOf(message))
      return true
    }
    if (statusCode === 416) {
      await restart(part, wanted.sha256, null)
      return false
    }
    const expected = `bytes ${part.length}-${wanted.size - 1}/${wanted.size}`
    if (statusCode !== 206 || part.length === 0 || headers['content-range'] !== expected)
      throw new AssistantError('update-answer-wrong')
    part.resumed = true
    return true
  }
  const append = async (part: Part, bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await part.handle.write(bytes, at, bytes.length - at, part.length)
      at += bytesWritten
      part.length += bytesWritten
    }
  }
  const connect = async (part: Part, wanted: Wanted, signal: AbortSignal, told: (n: number) => void) => {
    if (part.tag === null) part.length = 0
    const range: Record<string, string> =
      part.length > 0 && part.tag !== null ? { range: `bytes=${part.length}-`, 'if-range': part.tag } : {}
    const message = await server.open(wanted.address, range, signal)
    try {
      if (!(await accept(part, wanted, message))) return
      await server.takeAll(message, wanted.size - part.length, async (bytes) => {
        await append(part, bytes).catch((error: unknown) => {
          throw packageProblem(error, neededFor(wanted.size, part.length))
        })
        told(part.length)
      })
      if (part.length < wanted.size) throw new AssistantError('update-answer-wrong')
    } finally {
      message.destroy()
    }
  }
  const fill = async (part: Part, wanted: Wanted, signal: AbortSignal, told: (n: number) => void) => {
    let fruitless = 0
    for (let count = 0; part.length < wanted.size; count += 1) {
      const before = part.length
      try {
        await connect(part, wanted, signal, told)
      } catch (error) {
        fruitless = part.length > before ? 0 : fruitless + 1
        if (!isPassing(error) || signal.aborted) throw error
        if (fruitless >= most.fruitless || count >= most.connections) throw error
        await pause(pauseMs, undefined, { signal })
        continue
      }
      if (part.length < wanted.size && count >= most.connections)
        throw new AssistantError('update-answer-wrong')
    }
  }
  const complete = async (wanted: Wanted, signal: AbortSignal, told: (n: number) => void) => {
    const part = await begin(wanted)
    try {
      const needed = neededFor(wanted.size, part.length)
      if ((await room(folder)) < needed)
        throw new AssistantError('update-no-room', { megabytes: Math.ceil(needed / 1_000_000) })
      await fill(part, wanted, signal, told)
      await part.handle.sync().catch((error: unknown) => {
        throw packageProblem(error, needed)
      })
      return { right: (await hashOf(part.handle)) === wanted.sha256, resumed: part.resumed }
    } finally {
      await part.handle.close()
    }
  }
  const discard = (): Promise<void> => rm(partPath, { force: true })

  return {
    pathOf: (wanted: Wanted) => join(folder, packageName(wanted)),
    /** Returns the path of the package. */
    fetch: async (wanted: Wanted, signal: AbortSignal, told: (received: number) => void): Promise<string> => {
      openPrivateFolder(folder)
      const path = join(folder, packageName(wanted))
      if (await isPackage(path, wanted)) return path
      let done = await complete(wanted, signal, told)
      if (!done.right && done.resumed) {
        // Pieces of two files may have been put together, so it is fetched once more as a whole.
        await discard()
        done = await complete(wanted, signal, told)
      }
      if (!done.right) {
        await discard()
        throw new AssistantError('update-file-wrong')
      }
      await rm(path, { recursive: true, force: true })
      await patientRename(partPath, path)
      return path
    },
  }
}

export type Download = ReturnType<typeof createDownload>
