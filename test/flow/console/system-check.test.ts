import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createWebShell } from '../../../src/main/shell/web/web-shell.ts'
import { checkSystem } from '../../../src/main/system-check.ts'
import { createUkey, plugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { contentsOf } from './program.ts'

const top = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'system-check-'))
const scratch = join(folder, 'scratch')
mkdirSync(scratch)
vi.stubEnv('XDG_RUNTIME_DIR', scratch)
vi.stubEnv('VIRTUAL_UKEY_HOME', join(folder, 'keys'))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

type Step = {
  readonly id: string
  readonly light: string
  readonly findings: readonly { readonly kind: string; readonly title: string }[]
}

const check = async (home: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<readonly Step[]> => {
  const bundle = join(top, 'out/main')
  const shell = createWebShell({ bundle, pages: () => 0, quit: () => {}, command: [] })
  const options = { home, shell, version: '0.1.0', resources: top, build: join(top, 'out'), log: () => {} }
  const { steps } = JSON.parse(await checkSystem(options, language))
  return steps
}
const stepIn = (steps: readonly Step[], id: string) => steps.find((step) => step.id === id)

describe('the system check without an assistant', () => {
  it('sees the Ukey and the folder, waits until both were looked at, and leaves the folder as it was', async () => {
    const home = join(folder, '0.1.0')
    cpSync(join(top, 'test/data/data-folders/0.1.0'), home, { recursive: true })
    // What is no file and no folder is not followed.
    symlinkSync('/dev/zero', join(home, 'journal', 'endless.journal'))
    createUkey(join(folder, 'keys'), 'CHECKED')
    plugUkey(join(folder, 'keys'), 'CHECKED')
    const found = contentsOf(join(home, 'soft'))
    const steps = await check(home)
    expect(stepIn(steps, 'drivers')?.light).toBe('good')
    expect(stepIn(steps, 'pin')?.findings.map(({ kind }) => kind)).toEqual(['pin-default'])
    expect(stepIn(steps, 'rehearsal')?.light).toBe('asked')
    expect(contentsOf(join(home, 'soft'))).toEqual(found)
    expect([readdirSync(scratch), existsSync(join(home, 'log'))]).toEqual([[], false])
  })

  it('makes no folder where there is none, and speaks the language that was asked for', async () => {
    const home = join(folder, 'never')
    const titles = async (language: 'zh-CN' | 'en') =>
      (await check(home, language)).flatMap(({ findings }) => findings.map(({ title }) => title)).join()
    expect(await titles('zh-CN')).toMatch(/\p{sc=Han}/u)
    expect(await titles('en')).not.toMatch(/\p{sc=Han}/u)
    expect([existsSync(home), readdirSync(scratch)]).toEqual([false, []])
  })
})
