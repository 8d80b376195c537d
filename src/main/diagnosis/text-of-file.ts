import { readFileAt } from '../files/file-reading.ts'

const largest = 1024 * 1024

/** The text of a small file; null if there is none, or something else in its place: a pipe would never end. */
export const textOfFile = (path: string): string | null => {
  const reading = readFileAt(path, largest)
  return reading.kind === 'read' ? reading.bytes.toString() : null
}
