import { dirname, join } from 'node:path'
import { isTestFile } from './test-files.ts'

const quoted = /['"`]([^'"`\s]+\.(?:tsx?|mjs))['"`]/g
const typesOnly = /^(?:import|export) type [^'"]*['"][^'"]+['"]/gm

/** What a file names: its imports, and the programs that it starts, as seen from itself or from the top. */
const namedIn = (file: string, text: string): readonly string[] =>
  [...text.replace(typesOnly, '').matchAll(quoted)].flatMap(([, name = '']) => [
    join(dirname(file), name).replaceAll('\\', '/'),
    name,
  ])

export type Candidate = {
  readonly file: string
  /** Over how many files the way goes from the test to the mutant. */
  readonly steps: number
}

/**
 * Which test files could reach a file, by what they import and start. It finds too many, because most parts of the
 * program can be reached from its whole; reach.ts says which do.
 */
export const createGraph = (files: readonly string[], read: (file: string) => string) => {
  const there = new Set(files)
  const users = new Map<string, string[]>()
  for (const file of files.filter((one) => /^(src|test|scripts|demo-site|bench)\/.*\.(tsx?|mjs)$/.test(one)))
    for (const used of new Set(namedIn(file, read(file))))
      if (there.has(used) && used !== file) users.set(used, [...(users.get(used) ?? []), file])
  return (file: string): readonly Candidate[] => {
    const steps = new Map([[file, 0]])
    // A map hands out what is added to it while it is gone through.
    for (const [one, far] of steps)
      for (const user of users.get(one) ?? []) if (!steps.has(user)) steps.set(user, far + 1)
    return [...steps].flatMap(([one, far]) => (isTestFile(one) ? [{ file: one, steps: far }] : []))
  }
}
export type Graph = ReturnType<typeof createGraph>
