import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The content of a file as a hash, remembered for one run. */
export const createHashes = (top: string) => {
  const known = new Map<string, string>()
  return (file: string): string => {
    const before = known.get(file)
    if (before !== undefined) return before
    const path = join(top, file)
    const hash = existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'gone'
    known.set(file, hash)
    return hash
  }
}
export type Hashes = ReturnType<typeof createHashes>

export const digestOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16)

/** They decide how every test runs. */
const always = ['package-lock.json', 'vitest.config.ts', 'test/mutants/trace.ts']

/** Stands for every file that a test ran: while it is the same, the test would do the same again. */
export const stampOf = (ran: Iterable<string>, test: string, hashOf: Hashes): string => {
  const files = new Set([...ran].map((name) => name.split('\t')[0] ?? ''))
  return digestOf([...always, test, ...[...files].sort()].map((file) => `${file} ${hashOf(file)}`))
}
