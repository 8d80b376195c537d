import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JudgeOptions, judgeAll } from './judge.ts'
import type { Judged } from './outcome.ts'
import { countsOf } from './summary.ts'

const house = join(import.meta.dirname, '../..')
const borrowed = [
  'test/mutants',
  'test/house/long-suites-first.ts',
  'test/house/one-temporary-folder.ts',
  'test/random.ts',
]
const settings = ['vitest.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json']

/** A project of three files: what a process of its own does is tested, and one function is tested by nobody. */
const files: Readonly<Record<string, string>> = {
  'src/shared/tries.ts': `export const left = (tries: number, most: number): boolean => tries < most
export const never = (): number => 7
export const typed = (name: string | null): string => {
  if (name === null) return 'nobody'
  return name.trim()
}
`,
  'src/shared/child.ts': `console.log('eight')
`,
  'test/unit/shared/tries.test.ts': `import { expect, it } from 'vitest'
import { left, typed } from '../../../src/shared/tries.ts'
it('counts', () => {
  expect(left(0, 3)).toBe(true)
  expect(left(9, 3)).toBe(false)
  expect(typed(' a ')).toBe('a')
})
`,
  'test/flow/child.test.ts': `import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
it('hears the process', () => {
  const program = join(import.meta.dirname, '../../src/shared/child.ts')
  expect(execFileSync(process.execPath, [program], { encoding: 'utf8' })).toBe('eight\\n')
})
`,
}

let project: string
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'judged-'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, file)), { recursive: true })
    writeFileSync(join(project, file), text)
  }
  for (const name of [...borrowed, ...settings])
    cpSync(join(house, name), join(project, name), { recursive: true })
  symlinkSync(join(house, 'node_modules'), join(project, 'node_modules'))
  writeFileSync(join(project, '.gitignore'), 'node_modules\nbuild/\n')
  execFileSync('git', ['init', '-q'], { cwd: project })
})
afterAll(() => rmSync(project, { recursive: true }))

const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mu-'))

const judge = async (options: JudgeOptions): Promise<readonly Judged[]> => {
  const all: Judged[] = []
  await judgeAll(options, { say: () => undefined, judged: (one) => void all.push(one) })
  return all
}

describe('a run of mutants', () => {
  it('finds what tests notice, also in a process that they start, and what they do not', async () => {
    const options = { project, room: null, count: 20, seed: 3, patience: 60_000, equivalents: [] }
    const judged = await judge({ ...options, resume: false })
    const outcomes = Object.fromEntries(
      judged.map(({ mutant, outcome }) => [`${mutant.before} -> ${mutant.after}`, outcome.kind]),
    )
    expect(outcomes).toEqual({
      'tries < most -> (tries <= most)': 'survived',
      '7 -> 8': 'not-reached',
      '7 -> 6': 'not-reached',
      'name === null -> (name !== null)': 'types',
      "if (name === null) return 'nobody' -> {}": 'types',
      "console.log('eight') -> void 0": 'killed',
    })
    // The project is as it was, and no copy is left.
    for (const [file, text] of Object.entries(files))
      expect(readFileSync(join(project, file), 'utf8')).toBe(text)
    expect(temporary()).toEqual([])
    // Somebody who goes on gets the same at once, and a test that is new is tried.
    const test = join(project, 'test/unit/shared/tries.test.ts')
    writeFileSync(test, readFileSync(test, 'utf8').replace('left(9, 3)', 'left(3, 3)'))
    const again = await judge({ ...options, resume: true })
    expect(countsOf(again)).toMatchObject({ killed: 2, survived: 0 })
  }, 600_000)
})
