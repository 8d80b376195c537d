import { basename, join } from 'node:path'
import { z } from 'zod'
import { defaultSettings, type ErrorReport, type Settings, settings } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { readFileAt, setAside } from '../files/file-reading.ts'

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

const mostBytes = 1024 * 1024

const pathIn = (home: string): string => join(home, 'settings.json')

/** The settings of a data folder. A damaged or newer file is set aside and never blocks the start. */
export const readSettings = (home: string, now: Date): ReadSettings => {
  const path = pathIn(home)
  const reading = readFileAt(path, mostBytes)
  if (reading.kind === 'absent') return { settings: defaultSettings, problem: null }
  const content = reading.kind === 'read' ? parse(reading.bytes.toString()) : undefined
  const known = settings.safeParse(content)
  if (known.success) return { settings: known.data, problem: null }
  const code = newerFormat.safeParse(content).success ? 'settings-newer' : 'settings-damaged'
  const file = setAside(path, now) ?? basename(path)
  return { settings: defaultSettings, problem: { code, params: { file } } }
}

export const writeSettings = (home: string, value: Settings): void =>
  writeAtomically(pathIn(home), `${JSON.stringify(value, null, 2)}\n`)
