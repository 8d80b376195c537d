import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const entry = z.object({ certificate: z.string(), sealedKey: z.string() })
const caKeysFile = z.object({
  version: z.literal(1),
  salt: z.string(),
  root: entry,
  issuing: entry,
  /** Authorities that were founded before there were seals get it at their next start. */
  sealMaker: entry.optional(),
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

/** Text of a file, or null if it does not exist. */
export function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Writes a whole file that only its owner can read, or nothing. */
export function writeSecretly(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
}
