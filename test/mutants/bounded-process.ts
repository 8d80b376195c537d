import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

export type Bounds = {
  readonly milliseconds: number
  /** Of all its processes together. */
  readonly memoryBytes: number
  /** Of any one file that it writes. */
  readonly fileBytes: number
  /** Gives the bytes that it has written so far, and how many it may. */
  readonly disk: { readonly used: () => number; readonly most: number }
}

export type Ended = {
  /** Why it was ended, or null if it ended by itself. */
  readonly by: 'time' | 'memory' | 'disk' | null
  readonly code: number | null
  readonly output: string
}

const mark = 'MUTANTS_RUN'
const pageBytes = 4096

const readProc = (pid: string, name: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return '' // ended meanwhile, or another user's
  }
}

/**
 * The processes that were started by the one with this mark in its environment, however they were started. They are
 * known by nothing else, so nobody's other processes are touched.
 */
const marked = (run: string): readonly string[] => {
  const names = process.platform === 'linux' ? readdirSync('/proc') : []
  return names.filter(
    (name) => /^\d+$/.test(name) && readProc(name, 'environ').split('\0').includes(`${mark}=${run}`),
  )
}

const residentBytes = (pid: string): number => Number(readProc(pid, 'statm').split(' ')[1] ?? 0) * pageBytes

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** Ends a run with everything that it started: its group, and what left the group. */
const endAll = (pid: number | undefined, run: string): void => {
  if (pid !== undefined) kill(-pid)
  for (const name of marked(run)) kill(Number(name))
}

const overstepped = (run: string, bounds: Bounds): 'memory' | 'disk' | null => {
  const memory = marked(run).reduce((sum, pid) => sum + residentBytes(pid), 0)
  if (memory > bounds.memoryBytes) return 'memory'
  return bounds.disk.used() > bounds.disk.most ? 'disk' : null
}

const lastOutput = 20_000

/** Runs a program in a group of its own. When it is over, for whatever reason, nothing that it started is left. */
export const runBounded = (
  program: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  bounds: Bounds,
): Promise<Ended> =>
  new Promise((resolve) => {
    const run = randomUUID()
    // `ulimit -f` counts in blocks of 512 bytes in a POSIX shell, and in 1024 in some: the bound is no exact one.
    const shell = ['-c', `ulimit -f ${Math.ceil(bounds.fileBytes / 512)}; exec "$@"`, 'sh', ...program]
    const child = spawn('/bin/sh', shell, {
      cwd: options.cwd,
      env: { ...options.env, [mark]: run },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let by: Ended['by'] = null
    const hear = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-lastOutput)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const end = (why: Ended['by']) => {
      by ??= why
      endAll(child.pid, run)
    }
    const late = setTimeout(() => end('time'), bounds.milliseconds)
    const watch = setInterval(() => {
      const why = overstepped(run, bounds)
      if (why !== null) end(why)
    }, 1_000)
    const over = (code: number | null) => {
      clearTimeout(late)
      clearInterval(watch)
      endAll(child.pid, run)
      resolve({ by, code, output })
    }
    const atExit = () => endAll(child.pid, run)
    // Before anybody clears away the folder that it works in.
    process.prependOnceListener('exit', atExit)
    child.on('error', () => over(127))
    child.on('exit', (code) => {
      process.off('exit', atExit)
      over(code)
    })
  })
