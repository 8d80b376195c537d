import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Report } from '../house/report.ts'
import type { Windows } from './wine.ts'

/** What every group of checks works with. */
export type Stage = Pick<Report, 'check'> & {
  readonly windows: Windows
  /** The product for Windows in a folder. */
  readonly program: string
  /** A fresh place for a data folder or files, as Linux sees it. */
  readonly place: (name: string) => string
  /** A small program of ours, compiled for Windows. */
  readonly tool: (name: string) => string
}

const sources = join(import.meta.dirname, 'programs')
const compiled = new Map<string, string>()

/** Compiles one file with MinGW. */
export const compile = (source: string, to: string, ...more: readonly string[]): string => {
  const strict = ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-static', '-municode']
  execFileSync('x86_64-w64-mingw32-gcc', [...strict, source, '-o', to, ...more], { stdio: 'pipe' })
  return to
}

export const openStage = (report: Report, windows: Windows, program: string): Stage => {
  let count = 0
  const tools = join(windows.folder, 'tools')
  mkdirSync(tools, { recursive: true })
  return {
    check: report.check,
    windows,
    program,
    place: (name) => {
      count += 1
      const folder = join(windows.folder, 'places', String(count))
      mkdirSync(folder, { recursive: true })
      return join(folder, name)
    },
    tool: (name) => {
      const known = compiled.get(join(tools, name))
      if (known !== undefined) return known
      const made = compile(join(sources, `${name}.c`), join(tools, `${basename(name)}.exe`), '-lcrypt32')
      compiled.set(join(tools, name), made)
      return made
    },
  }
}
