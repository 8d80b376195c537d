import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createUkey, plugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { startWebShell } from '../../ui/web-shell-process.ts'
import { contentsOf, runConsole, startConsole } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'console-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Found = { readonly kind: string; readonly level: string; readonly title: string }
type Step = { readonly id: string; readonly light: string; readonly findings: readonly Found[] }

const codes: Readonly<Record<string, number>> = { attention: 1, problem: 2 }
const worst = (steps: readonly Step[]): number =>
  Math.max(0, ...steps.flatMap(({ findings }) => findings.map(({ level }) => codes[level] ?? 9)))
const lightOf = (steps: readonly Step[], id: string) => steps.find((step) => step.id === id)?.light

describe('diagnose of the console program', () => {
  it('looks through a folder on which nothing runs and a Ukey, and leaves all of it as it was', async () => {
    const home = join(folder, '数据 0.1.0')
    cpSync(join(import.meta.dirname, '../../data/data-folders/0.1.0'), home, { recursive: true })
    const keys = join(folder, 'keys')
    createUkey(keys, 'CHECKED', { serial: 'CHECKED' })
    plugUkey(keys, 'CHECKED')
    const env = { VIRTUAL_UKEY_HOME: keys, XDG_RUNTIME_DIR: join(folder) }
    const before = contentsOf(home)
    const { code, out, complaint } = await runConsole(['diagnose', '--json', '--home', home], env)
    const { format, steps } = JSON.parse(out)
    expect([complaint, format, code]).toEqual(['', 1, worst(steps)])
    expect([lightOf(steps, 'drivers'), lightOf(steps, 'files')]).toEqual(['good', 'good'])
    // A new Ukey still has its first PIN; without one, the folder's soft certificates say nothing of PINs.
    expect(steps.find(({ id }: Step) => id === 'pin').findings).toMatchObject([{ kind: 'pin-default' }])
    // Nothing was tried with a key, because no PIN was asked for.
    expect(lightOf(steps, 'rehearsal')).toBe('asked')
    expect(contentsOf(home)).toEqual(before)
  }, 60_000)

  it('asks the assistant that runs on the folder, and speaks the language that was asked for', async () => {
    const product = await startWebShell([], join(folder, 'running'))
    const run = (...more: readonly string[]) =>
      runConsole(['diagnose', '--home', product.home, '--language', 'zh-CN', ...more])
    const { code, out } = await run()
    await product.stop()
    expect(code).toBeLessThan(3)
    expect(out).toContain('驱动：')
    expect(out).not.toContain('All right')
  }, 60_000)

  it('keeps damaged files where they are, and no copy if it is ended before its time', async () => {
    const home = join(folder, 'damaged')
    mkdirSync(join(home, 'journal'), { recursive: true })
    const damaged = ['settings.json', 'web-signing.json', 'journal/issue.x.journal', 'trusted-roots.json']
    for (const name of damaged) writeFileSync(join(home, name), 'damaged')
    const before = contentsOf(home)
    const scratch = mkdtempSync(join(folder, 'scratch-'))
    const env = { XDG_RUNTIME_DIR: scratch }
    const ended = startConsole(['diagnose', '--home', home], env)
    ended.stdin.end()
    while (readdirSync(scratch).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    ended.kill('SIGTERM')
    expect(await new Promise((resolve) => ended.once('close', resolve))).toBe(3)
    expect((await runConsole(['diagnose', '--home', home], env)).code).toBeLessThan(3)
    expect(contentsOf(home)).toEqual(before)
    expect(readdirSync(scratch)).toEqual([])
  }, 60_000)

  it('makes no data folder only to look, and says with 3 that it could not', async () => {
    const home = join(folder, 'never')
    const [looked, wrong] = await Promise.all([
      runConsole(['diagnose', '--home', home]),
      runConsole(['diagnose', '--home', home, 'more']),
    ])
    expect(looked.code).toBeLessThan(3)
    expect(looked.out).toContain('Drivers: All right')
    expect(looked.out).not.toContain('It ended with an error')
    expect(wrong).toMatchObject({ code: 3, complaint: expect.stringContaining('diagnose [--json]') })
    expect(existsSync(home)).toBe(false)
  }, 60_000)
})
