import { z } from 'zod'
import { readText, writeSecretly } from '../own-file.ts'

const entry = z.object({ certificate: z.string(), sealedKey: z.string() })
const caKeysFile = z.object({
  version: z.literal(1),
  salt: z.string(),
  root: entry,
  issuing: entry,
  /** Authorities that were founded before there were seals get it at their next start. */
  sealMaker: entry.optional(),
  /** Signs the audit log. Its key is none of the CA's, and its public half stands where no database can change it. */
  auditLog: z.object({ publicKey: z.string(), sealedKey: z.string() }).optional(),
})

export type CaKeysFile = z.infer<typeof caKeysFile>

/** null if there is no file. A damaged file is an error and is never replaced. */
export function readCaKeysFile(file: string): CaKeysFile | null {
  const text = readText(file)
  if (text === null) return null
  const read = caKeysFile.safeParse(jsonOf(text))
  if (!read.success) throw new Error('the file is damaged: put it back from a copy')
  return read.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function writeCaKeysFile(file: string, content: CaKeysFile): void {
  writeSecretly(file, `${JSON.stringify(content, null, 2)}\n`)
}
