import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bounds, runBounded } from './bounded-process.ts'

const wide: Bounds = {
  ...{ milliseconds: 60_000, memoryBytes: 2 ** 32, fileBytes: 2 ** 30 },
  disk: { used: () => 0, most: 1 },
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bounded-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (script: string, bounds: Partial<Bounds> = {}) =>
  runBounded([process.execPath, '-e', script], { cwd: folder, env: process.env }, { ...wide, ...bounds })

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('a bounded process', () => {
  it('gives its code and its last words', async () => {
    expect(await run("console.log('a'); console.error('b'); process.exit(3)")).toEqual({
      ...{ by: null, code: 3 },
      output: expect.stringMatching(/a[\s\S]*b|b[\s\S]*a/),
    })
  })

  it('says so if there is no such program', async () => {
    const ended = await runBounded(['/no/such/program'], { cwd: folder, env: process.env }, wide)
    expect(ended).toMatchObject({ by: null, code: 127 })
  })

  it('ends with its time, although it never comes to rest', async () => {
    expect(await run('for (;;);', { milliseconds: 500 })).toMatchObject({ by: 'time' })
  })

  it('ends with its memory', async () => {
    const fill = 'const all = []; setInterval(() => all.push(Buffer.alloc(2 ** 24, 1)), 20)'
    expect(await run(fill, { memoryBytes: 2 ** 28 })).toMatchObject({ by: 'memory' })
  })

  it('ends with the disk that it may fill', async () => {
    const most = 10_000
    const used = () => statSync(join(folder, 'long'), { throwIfNoEntry: false })?.size ?? 0
    const fill = "setInterval(() => require('fs').appendFileSync('long', 'x'.repeat(5000)), 20)"
    expect(await run(fill, { disk: { used, most } })).toMatchObject({ by: 'disk' })
  })

  it('writes no file that is longer than it may be', async () => {
    await run("require('fs').writeFileSync('long', 'x'.repeat(2 ** 22))", { fileBytes: 2 ** 16 })
    expect(statSync(join(folder, 'long')).size).toBeLessThanOrEqual(2 ** 17)
  })

  it('leaves nothing behind that it started, not even what left its group', async () => {
    const started = `const { spawn } = require('child_process')
      const options = { detached: true, stdio: 'ignore' }
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], options)
      require('fs').writeFileSync('pid', String(child.pid))
      child.unref()`
    expect(await run(started)).toMatchObject({ by: null, code: 0 })
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    expect(pid).toBeGreaterThan(1)
    await expect.poll(() => isAlive(pid)).toBe(false)
  })
})
