import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Reach } from './reach.ts'

const storedShape = z.object({
  names: z.array(z.string()),
  tests: z.record(
    z.string(),
    z.object({
      stamp: z.string(),
      passed: z.boolean(),
      milliseconds: z.number(),
      startsProcesses: z.boolean(),
      ran: z.array(z.number()),
    }),
  ),
})
type Stored = z.infer<typeof storedShape>

const empty: Stored = { names: [], tests: {} }

const fileOfMap = (project: string): string => join(project, 'build/mutants/reach.json')

const readStored = (project: string): Stored => {
  const path = fileOfMap(project)
  if (!existsSync(path)) return empty
  const parsed = storedShape.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return parsed.success ? parsed.data : empty // written by another version of this program
}

export const readReaches = (project: string): readonly Reach[] => {
  const { names, tests } = readStored(project)
  const nameOf = (id: number): string => names[id] ?? ''
  return Object.entries(tests).map(([file, { ran, ...rest }]) => ({
    ...rest,
    file,
    ran: new Set(ran.map(nameOf)),
  }))
}

/** Writes the whole map. Names are written once, because every test reaches thousands. */
export const storeReaches = (project: string, reaches: readonly Reach[]): void => {
  const ids = new Map<string, number>()
  const idOf = (name: string): number => {
    const id = ids.get(name) ?? ids.size
    ids.set(name, id)
    return id
  }
  const tests = Object.fromEntries(
    reaches.map(({ file, ran, ...rest }) => [file, { ...rest, ran: [...ran].map(idOf) }]),
  )
  const path = fileOfMap(project)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, JSON.stringify({ names: [...ids.keys()], tests }))
  renameSync(`${path}.${process.pid}`, path)
}
