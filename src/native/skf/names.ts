import { shortLabel } from '../short-label.ts'
import { LONGEST_CONTAINER_NAME, LONGEST_FILE_NAME } from './numbers.ts'

/** A name as the library gave it: its encoding is the library's. */
export type Name = Buffer

/**
 * The names in a list. It ends where the library says, whether one NUL stands there, or two as in the standard, or
 * none.
 */
export const namesIn = (bytes: Buffer): readonly Name[] => {
  const names: Name[] = []
  for (let at = 0; at < bytes.length; ) {
    const nul = bytes.indexOf(0, at)
    const end = nul < 0 ? bytes.length : nul
    if (end > at) names.push(Buffer.from(bytes.subarray(at, end)))
    at = end + 1
  }
  return names
}

/** A text as a library takes it. */
export const terminated = (text: string | Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(typeof text === 'string' ? Buffer.from(text, 'utf8') : text), Buffer.of(0)])

/** The container for a label. Keys do not take names of any length. */
export const containerName = (label: string): Name =>
  Buffer.from(shortLabel(label, LONGEST_CONTAINER_NAME), 'utf8')

/** The file for a label. */
export const fileName = (label: string): Name => Buffer.from(shortLabel(label, LONGEST_FILE_NAME), 'utf8')
