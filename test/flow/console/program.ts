import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { builtFile } from '../../built.ts'

/** The built console program, as its launcher or a browser starts it. */
export const startConsole = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
) =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', builtFile('main', 'console.js'), ...args],
    {
      env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...env },
      ...(cwd === undefined ? {} : { cwd }),
    },
  )

export type Ended = { readonly code: number | null; readonly out: string; readonly complaint: string }

export const runConsole = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<Ended> => {
  const child = startConsole(args, env, cwd)
  const said = { out: '', complaint: '' }
  child.stdin.end()
  child.stdout.setEncoding('utf8').on('data', (text) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (said.complaint += text))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

/** Every file of a folder with what is in it. */
export const contentsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
