import { readFileSync } from 'node:fs'
import { CannotStart, cannotStart } from '../cannot-start.ts'

/** What a file that was named says. */
export function readGiven(file: string): string {
  const text = cannotStart(`cannot read ${file}`, () => readFileSync(file, 'utf8'))
  if (text.trim() === '') throw new CannotStart(`${file} is empty`)
  return text
}
