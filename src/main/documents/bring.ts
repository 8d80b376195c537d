import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { savingNameOf } from '../files/saving-name.ts'
import { lookAt } from './content-kind.ts'
import type { DocumentList } from './document-list.ts'
import { removeLeftovers, temporaryName } from './file-work/leftovers.ts'
import { publishUnder } from './file-work/result-file.ts'
import { device } from './file-work/result-names.ts'
import { writeProblem } from './file-work/system-errors.ts'
import { documentsFolder } from './usual-folders.ts'

/** Files that a window of a browser reads out. Each comes as a copy into a folder of the person's own. */
export type Bringing = {
  begin(name: string, size: number): Promise<string>
  part(fileId: string, offset: number, part: Uint8Array): Promise<void>
  /** What was not complete leaves nothing. */
  giveUp(fileIds: readonly string[]): Promise<void>
  stop(): Promise<void>
}

type Arriving = {
  readonly handle: FileHandle
  readonly temporary: string
  readonly folder: string
  readonly name: string
  readonly size: number
  readonly late: NodeJS.Timeout
  taken: number
  percent: number
  /** Parts are written one after another. */
  busy: boolean
}

const folderName = '证书助手'
/** Room in 255 bytes for an ending and a number. */
const longestName = 200
/** A page that sends nothing for so long has gone. */
const patienceMs = 120_000

const shortened = (name: string): string => {
  const ending = extname(name).slice(0, 20)
  const letters = [...name.slice(0, name.length - extname(name).length)]
  while (letters.length > 1 && Buffer.byteLength(letters.join('') + ending) > longestName) letters.pop()
  const short = `${letters.join('')}${ending}`
  return device.test(short) ? `_${short}` : short
}

function* namesFor(name: string): Generator<string, void> {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  yield name
  for (let n = 1; n < 10_000; n += 1) yield `${stem}(${n})${ending}`
}

export const createBringing = (
  list: DocumentList,
  ownFolder: () => string = () => join(documentsFolder(), folderName),
): Bringing => {
  const arriving = new Map<string, Arriving>()

  const drop = async (id: string): Promise<void> => {
    const one = arriving.get(id)
    if (one === undefined) return
    arriving.delete(id)
    clearTimeout(one.late)
    await one.handle.close().catch(() => {})
    await rm(one.temporary, { force: true }).catch(() => {})
  }
  const fail = async (id: string): Promise<void> => {
    await drop(id)
    list.remove([id])
  }
  const finish = async (id: string, one: Arriving): Promise<void> => {
    await one.handle.sync()
    await one.handle.close()
    const path = await publishUnder(one.temporary, one.folder, namesFor(one.name))
    arriving.delete(id)
    clearTimeout(one.late)
    list.arrived(id, { path, name: path.slice(dirname(path).length + 1), ...(await lookAt(path)) })
  }

  return {
    begin: async (given, size) => {
      if (list.room() === 0) throw new AssistantError('documents-too-many', { limit: list.all().length })
      const [folder, name] = [ownFolder(), shortened(savingNameOf(given))]
      const temporary = join(folder, temporaryName())
      try {
        await mkdir(folder, { recursive: true })
        await removeLeftovers(folder)
        const handle = await open(temporary, 'wx', 0o600)
        const id = list.expect(join(folder, name), name, size)
        const late = setTimeout(() => void fail(id), patienceMs).unref()
        const one = { handle, temporary, folder, name, size, late, taken: 0, percent: 0, busy: false }
        arriving.set(id, one)
        if (size === 0) await finish(id, one)
        return id
      } catch (error) {
        throw writeProblem(error)
      }
    },
    part: async (id, offset, part) => {
      const one = arriving.get(id)
      if (one === undefined) throw new AssistantError('not-found')
      if (one.busy || offset !== one.taken || offset + part.length > one.size || part.length === 0)
        throw new AssistantError('input-invalid')
      one.busy = true
      one.late.refresh()
      try {
        for (let at = 0; at < part.length; )
          at += (await one.handle.write(part, at, part.length - at, offset + at)).bytesWritten
        one.taken += part.length
        one.busy = false
        if (one.taken === one.size) return await finish(id, one)
        const percent = Math.floor((100 * one.taken) / one.size)
        if (percent !== one.percent) list.state(id, { is: 'arriving', percent })
        one.percent = percent
      } catch (error) {
        await fail(id)
        throw writeProblem(error)
      }
    },
    giveUp: async (ids) => {
      await Promise.all(ids.map(drop))
    },
    stop: async () => {
      await Promise.all([...arriving.keys()].map(drop))
    },
  }
}
