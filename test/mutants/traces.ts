import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTestFile } from './test-files.ts'

/** What the process of a test file and those that it started wrote (trace.ts). */
export type Family = { test: string | null; ran: Set<string>; milliseconds: number; processes: Set<string> }

const create = (): Family => ({ test: null, ran: new Set(), milliseconds: 0, processes: new Set() })

/** `#end` and how long the process lived, or a function that ran: its file and its name. */
const take = (family: Family, line: string, isFirst: boolean): void => {
  const [what = '', rest = ''] = line.split('\t')
  if (what === '#end' && isFirst) family.milliseconds = Number(rest)
  if (what === '' || what === '#end') return
  family.ran.add(line)
  if (isFirst && isTestFile(what)) family.test = what
}

/** What the processes of a run wrote, by the test file that they belong to. */
export const readTrace = (folder: string): ReadonlyMap<string, Family> => {
  const families = new Map<string, Family>()
  for (const name of readdirSync(folder)) {
    const [first = '', pid = ''] = name.split('.')
    const family = families.get(first) ?? create()
    families.set(first, family)
    family.processes.add(pid)
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) take(family, line, pid === first)
  }
  const ofTests = [...families.values()].flatMap((family) =>
    family.test === null ? [] : [[family.test, family] as const],
  )
  return new Map(ofTests)
}
