import { existsSync, readFileSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { defaultSettings, type ErrorReport, type Settings, settings } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'

type Problem = Extract<ErrorReport, { readonly code: 'settings-damaged' | 'settings-newer' }>
export type ReadSettings = { readonly settings: Settings; readonly problem: Problem | null }

const newerFormat = z.object({ format: z.int().min(2) })

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The name it has from now on; its own where it cannot be moved. */
const setAside = (path: string, now: Date): string => {
  const aside = `${path}.${now.toISOString().replace(/[:.]/g, '-')}.aside`
  try {
    renameSync(path, aside)
    return basename(aside)
  } catch {
    return basename(path)
  }
}

/** null where something lies there that cannot be read: a folder, or the file of another user. */
const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

const pathIn = (home: string): string => join(home, 'settings.json')

/** The settings of a data folder. A damaged or newer file is set aside and never blocks the start. */
export const readSettings = (home: string, now: Date): ReadSettings => {
  const path = pathIn(home)
  if (!existsSync(path)) return { settings: defaultSettings, problem: null }
  const content = parse(textOf(path) ?? '')
  const known = settings.safeParse(content)
  if (known.success) return { settings: known.data, problem: null }
  const code = newerFormat.safeParse(content).success ? 'settings-newer' : 'settings-damaged'
  return { settings: defaultSettings, problem: { code, params: { file: setAside(path, now) } } }
}

export const writeSettings = (home: string, value: Settings): void =>
  writeAtomically(pathIn(home), `${JSON.stringify(value, null, 2)}\n`)
