import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// Changes files, verifies them, signs them and draws their pages in a process of its own, whose memory is watched from
// outside: a crash, a verification or a page that takes longer than a second of its own work, a drawing that the
// contract would refuse, or more than 512 MiB end the run with the file.

const most = 512 * 1024 * 1024
const worker = fileURLToPath(new URL('documents-worker.ts', import.meta.url))

export type DocumentsFuzzResult = {
  readonly runs: number
  readonly outcomes: Readonly<Record<string, number>>
  /** How many were signed, and how many were refused. */
  readonly signings: Readonly<Record<string, number>>
  readonly slowestMs: number
  readonly drawnPages: number
  readonly slowestPageMs: number
  readonly mostMemoryMiB: number
}

/** Verifies changed files for this many seconds. The changes of a seed are repeatable; the keys are fresh. */
export const fuzz = (seconds: number, seed: number): Promise<DocumentsFuzzResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--max-old-space-size=256',
        worker,
        String(seconds),
        String(seed),
        String(most),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let out = ''
    child.stdout.on('data', (piece) => {
      out += piece
    })
    // A hang is no answer; the longest verification and the making of the seeds have far less time.
    const timer = setTimeout(() => child.kill('SIGKILL'), (seconds + 120) * 1000)
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) resolve(JSON.parse(out))
      else reject(new Error(`the verification ended with ${code ?? signal}\n${out}`))
    })
  })
