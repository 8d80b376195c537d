import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { z } from 'zod'
import { fromHex, toHex } from '../../pki/bytes.ts'
import { CannotStart } from '../cannot-start.ts'
import type { ChainedLine } from '../records.ts'

/** An exported log: JSON Lines, of which the first says what it is. Hashes and signatures are hexadecimal. */
const form = 'ra-audit-log-1'

const head = z.strictObject({ format: z.literal(form), publicKey: z.string() })
const hex = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^([0-9a-f]{2})+$/)
const exportedLine = z.strictObject({
  place: z.int().positive(),
  at: z.int(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  hash: hex(64).length(64),
  signature: hex(256).nullable(),
})

/** Writes a new file that only its owner can read, or none. Returns how many lines it has. */
export async function writeExport(
  file: string,
  publicKey: Uint8Array,
  lines: AsyncIterable<ChainedLine>,
): Promise<number> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw new CannotStart(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`)
  })
  let count = 0
  try {
    await handle.write(`${JSON.stringify({ format: form, publicKey: toHex(publicKey) })}\n`)
    for await (const line of lines) {
      await handle.write(`${written(line)}\n`)
      count++
    }
    await handle.sync()
    await handle.close()
    return count
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(file, { force: true })
    throw error
  }
}

function written({ place, at, actor, action, subject, hash, signature }: ChainedLine): string {
  return JSON.stringify({
    ...{ place, at, actor, action, subject },
    ...{ hash: toHex(hash), signature: signature === null ? null : toHex(signature) },
  })
}

/** The lines of a file that somebody gave us. It may be anything. */
export async function* readExport(file: string): AsyncGenerator<ChainedLine> {
  let number = 0
  for await (const text of linesIn(file)) {
    number++
    if (number === 1) {
      parsed(head, text, `${file} is no exported audit log`)
      continue
    }
    const { hash, signature, ...line } = parsed(
      exportedLine,
      text,
      `line ${number} of ${file} cannot be read`,
    )
    yield { ...line, hash: fromHex(hash), signature: signature === null ? null : fromHex(signature) }
  }
  if (number === 0) throw new CannotStart(`${file} is empty`)
}

function parsed<T>(schema: z.ZodType<T>, text: string, what: string): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new CannotStart(`${what}: it is not JSON`)
  }
  const read = schema.safeParse(value)
  if (!read.success)
    throw new CannotStart(`${what}: ${read.error.issues[0]?.path.join('.') || 'its form is wrong'}`)
  return read.data
}

/** No line of ours is nearly as long. */
const LONGEST = 1024 * 1024

async function* linesIn(file: string): AsyncGenerator<string> {
  let rest = ''
  try {
    for await (const part of createReadStream(file, 'utf8')) {
      const lines = `${rest}${part}`.split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LONGEST)
        throw new CannotStart(`${file} is no exported audit log: it has an endless line`)
      yield* lines
    }
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (rest !== '') throw new CannotStart(`${file} ends in the middle of a line`)
}
