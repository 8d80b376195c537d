import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runSigning } from '../../../../../src/main/shell/console/signing-command.ts'
import { lockHome } from '../../../../../src/main/shell/home-lock.ts'
import { explain } from '../../../../../src/shared/errors/index.ts'

const setUp = () => {
  const folder = mkdtempSync(join(tmpdir(), 'signing-command-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const said = { out: '', complaint: '' }
  const terminal = {
    ...({ language: 'en', now: new Date() } as const),
    out: (text: string) => {
      said.out += text
    },
    complain: (text: string) => {
      said.complaint += text
    },
  }
  const run = (...args: readonly string[]) => runSigning('certificates', args, terminal)
  return { folder, said, terminal, run }
}

describe('a command that signs', () => {
  it.each([['a.txt'], ['--pin', '1'], ['--home']])('is refused without sense: %j', async (...args) => {
    const { run, said } = setUp()
    await expect(run(...args)).rejects.toMatchObject({
      ...{ code: 'command-wrong', params: { command: 'certificates' } },
    })
    expect(said).toEqual({ out: '', complaint: '' })
  })

  it('names itself if it is refused', async () => {
    await expect(runSigning('sign', [], setUp().terminal)).rejects.toMatchObject({
      params: { command: 'sign' },
    })
  })

  it('does nothing in a folder that is in use, and leaves it locked', async () => {
    const { folder, run, said } = setUp()
    const lock = lockHome(folder)
    onTestFinished(() => lock?.release())
    expect(await run('--home', folder)).toBe(2)
    const { happened } = explain({ code: 'already-running', params: {} }, 'en')
    expect(said).toEqual({ out: '', complaint: `${happened}\n` })
    expect(lockHome(folder)).toBeNull()
  })

  it('says why there is no folder to work in', async () => {
    const { folder, run, said } = setUp()
    const home = join(folder, 'home')
    writeFileSync(home, '')
    chmodSync(home, 0o600)
    expect(await run('--home', home)).toBe(2)
    expect(said.out).toBe('')
    expect(said.complaint).toMatch(/^\S.* \[[^\]]+\]\n$/)
    expect(existsSync(join(home, 'instance.lock'))).toBe(false)
  })
})
