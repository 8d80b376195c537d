import { crc32 } from 'node:zlib'

export type ReadRecords = {
  readonly values: readonly unknown[]
  /** How many bytes of the file hold whole records. After them comes a torn record, if any. */
  readonly length: number
  /** The first wrong line that is not the torn end. With one, the file cannot be trusted. */
  readonly damagedLine: number | null
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0')

/** One record as one line: checksum, number and JSON, so that support can read it with any editor. */
export const recordLine = (number: number, value: unknown): string => {
  const content = `${number} ${JSON.stringify(value)}`
  return `${checksum(content)} ${content}\n`
}

const valueIn = (line: string, number: number): { readonly value: unknown } | null => {
  const content = line.slice(9)
  const head = `${number} `
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(content) || !content.startsWith(head)) return null
  try {
    return { value: JSON.parse(content.slice(head.length)) }
  } catch {
    return null // the checksum fits but this is no record, so it is damaged like any other wrong line
  }
}

/**
 * Reads the lines of a journal. Every record was on disk before the next began, so only the last line can be torn; it
 * is left out if it is wrong or has no end. A wrong line before it is damage.
 */
export const readRecords = (bytes: Uint8Array): ReadRecords => {
  const values: unknown[] = []
  let start = 0
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    const found =
      newline < 0 ? null : valueIn(Buffer.from(bytes.subarray(start, end)).toString(), values.length)
    const last = newline < 0 || newline === bytes.length - 1
    if (found === null) return { values, length: start, damagedLine: last ? null : values.length }
    values.push(found.value)
    start = end + 1
  }
  return { values, length: start, damagedLine: null }
}
