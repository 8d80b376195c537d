import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// C programs against drivers/virtual-ukey/skf/skf.h, as anybody would write them.

const here = fileURLToPath(new URL('.', import.meta.url))
const headers = fileURLToPath(new URL('../../../drivers/virtual-ukey/skf', import.meta.url))

/** How a program sees the structures: the switches of the header. */
export const layouts = {
  packed: [],
  natural: ['-DSKF_NATURAL'],
  wide: ['-DSKF_ULONG_8'],
  'natural-wide': ['-DSKF_NATURAL', '-DSKF_ULONG_8'],
} as const
export type Layout = keyof typeof layouts

const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined']

export interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly text: string
}

export interface Program {
  readonly path: string
  readonly run: (...args: readonly string[]) => Ended
  readonly drop: () => void
}

/** Compiles sources of this folder in a layout, with sanitizers if the library has them. */
export function compile(sources: readonly string[], layout: Layout = 'packed', sanitized = false): Program {
  const folder = mkdtempSync(join(tmpdir(), 'skf-program-'))
  const program = join(folder, 'program')
  const flags = ['-std=c11', '-D_GNU_SOURCE', '-g', '-Wall', '-Wextra', '-Werror', `-I${headers}`]
  const all = [...flags, ...layouts[layout], ...(sanitized ? sanitizers : [])]
  const files = sources.map((source) => join(here, source))
  const made = spawnSync(process.env.CC ?? 'cc', [...all, ...files, '-o', program, '-ldl', '-lpthread'], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`the program does not compile\n${made.stderr}`)
  return {
    path: program,
    run: (...args) => {
      const { status, signal, stdout, stderr } = spawnSync(program, args, {
        encoding: 'utf8',
        timeout: 120_000,
      })
      return { status, signal, text: `${stdout}${stderr}` }
    },
    drop: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const walkSources = [
  'skf-walk.c',
  'skf-walk-device.c',
  'skf-walk-keys.c',
  'skf-walk-ciphers.c',
] as const
