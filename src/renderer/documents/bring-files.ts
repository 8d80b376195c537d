import { partLength } from '../../shared/documents/contract.ts'
import { base64Of } from '../live/base64.ts'
import { type Client, reportOfCall } from '../live/client.ts'
import type { Refused } from './page-memory.ts'

/** A browser refuses to read a file on that was changed or moved since it was dropped. */
const partOf = async (file: File, at: number): Promise<string | null> => {
  try {
    return await base64Of(file.slice(at, at + partLength))
  } catch {
    return null
  }
}

/** Null once the file is wholly with the assistant. What came in part is taken off the list again. */
const bring = async (client: Client, file: File): Promise<Refused | null> => {
  const { name, size } = file
  let fileId: string | null = null
  const refuse = async (error: Refused['error']): Promise<Refused> => {
    if (fileId !== null) await client.documents.remove({ fileIds: [fileId] }).catch(() => {})
    return { name, error }
  }
  try {
    fileId = await client.documents.bring({ name, size })
    for (let offset = 0; offset < size; offset += partLength) {
      const part = await partOf(file, offset)
      if (part === null) return await refuse(null)
      await client.documents.bringPart({ fileId, offset, part })
    }
    return null
  } catch (refusal) {
    return refuse(reportOfCall(refusal))
  }
}

type Told = {
  readonly refused: (one: Refused) => void
  /** So many are still to come. */
  readonly left: (count: number) => void
}

/** Reads files out to the assistant, one after the other, because a browser tells no places. */
export const bringFiles = async (client: Client, files: readonly File[], told: Told): Promise<void> => {
  for (const [index, file] of files.entries()) {
    told.left(files.length - index)
    const refused = await bring(client, file)
    if (refused) told.refused(refused)
  }
  told.left(0)
}
