import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { lockHome } from '../../../src/main/shell/home-lock.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const started: ChildProcess[] = []
afterEach(() => {
  // All processes of one start are in one process group.
  for (const { pid } of started.splice(0)) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended, as it should.
    }
  }
})

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('READY ')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)))
  })

const isFree = (home: string): boolean => {
  const lock = lockHome(home)
  lock?.release()
  return lock !== null
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  it('ends with the product when npm is told to end, although npm’s shell passes no signal on', async () => {
    const home = join(mkdtempSync(join(tmpdir(), 'npm-start-')), 'home')
    const command = `node scripts/start.mjs --web --no-open --home ${home}; exit $?`
    const shell = spawn('sh', ['-c', command], {
      cwd: root,
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    started.push(shell)
    await ready(shell)
    expect(isFree(home)).toBe(false)
    shell.kill('SIGTERM')
    await expect.poll(() => isFree(home), { timeout: 15_000 }).toBe(true)
    expect(existsSync(join(home, 'instance.json'))).toBe(false)
  })
})
