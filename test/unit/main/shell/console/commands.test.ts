import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lockHome } from '../../../../../src/main/shell/home-lock.ts'
import { answerSecondStarts } from '../../../../../src/main/shell/second-start.ts'
import { type ConsoleCommand, consoleUsage } from '../../../../../src/shared/console/commands.ts'
import { explain } from '../../../../../src/shared/errors/index.ts'
import type { Language } from '../../../../../src/shared/settings/model.ts'
import { texts } from '../../../../../src/shared/text/index.ts'
import { obeyHere } from './here.ts'

const folder = mkdtempSync(join(tmpdir(), 'console-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inEnglish = (...args: readonly string[]) => obeyHere('--language', 'en', ...args)
const usage = (command: ConsoleCommand) => `cert-assistant-console ${consoleUsage[command]}`

describe('the console program', () => {
  it('explains every command to who asks, and ends well', async () => {
    for (const args of [['help'], ['--help'], ['verify', '--help'], ['help', 'sign']]) {
      const { code, out, complaint } = await inEnglish(...args)
      expect([code, complaint]).toEqual([0, ''])
      for (const written of Object.values(consoleUsage)) expect(out).toContain(written)
    }
  })

  it('explains itself to who asks for nothing, which is a mistake', async () => {
    const { code, out, complaint } = await inEnglish()
    expect([code, out]).toEqual([2, ''])
    expect(complaint).toBe((await inEnglish('help')).out)
  })

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(await inEnglish('--version')).toEqual({ code: 0, out: `${version}\n`, complaint: '' })
  })

  it('names a command that it does not have, and shows how no other is written', async () => {
    const { code, out, complaint } = await inEnglish('frobnicate', '--json')
    expect([code, out]).toEqual([2, ''])
    expect(complaint).toContain('frobnicate')
    for (const written of Object.values(consoleUsage)) expect(complaint).not.toContain(written)
  })

  it.each([
    ['verify', 2, []],
    ['verify', 2, ['a.ofd', '--unknown']],
    ['diagnose', 3, ['more']],
    ['diagnose', 3, ['--unknown']],
    ['certificates', 2, ['a.txt']],
    ['sign', 2, ['a.txt']],
    ['sign', 2, ['--with', '王芳']],
    ['encrypt', 2, ['a.txt']],
    ['decrypt', 2, ['a.p7m', '--pin-fd', 'three']],
  ] as const)('shows how %s is written to who wrote it wrongly, with %i', async (command, code, args) => {
    const ended = await inEnglish(command, ...args)
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.complaint.trimEnd().split('\n').at(-1)).toContain(usage(command))
  })

  it('takes its language from anywhere on the line, in both ways to write it', async () => {
    const { usage: chinese } = texts('zh-CN').consoleProgram
    const { usage: english } = texts('en').consoleProgram
    const first = async (...args: readonly string[]) => (await obeyHere(...args)).out.split('\n')[0]
    const name = 'cert-assistant-console'
    expect(await first('--language', 'zh-CN', 'help')).toBe(chinese(name).split('\n')[0])
    expect(await first('help', '--language=zh-CN')).toBe(chinese(name).split('\n')[0])
    expect(await first('help', '--language', 'en')).toBe(english(name).split('\n')[0])
    expect(await first('--language=en', 'help')).toBe(english(name).split('\n')[0])
  })

  it.each([[['--language', 'fr', 'help']], [['help', '--language']], [['--language=', 'help']]])(
    'refuses a language that it does not speak: %j',
    async (args) => {
      const { code, out, complaint } = await obeyHere(...args)
      expect([code, out]).toEqual([2, ''])
      expect(complaint).toContain('--language')
    },
  )
})

describe('diagnose', () => {
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  const finding = (level: 'attention' | 'problem') => ({
    ...{ kind: 'folder-open', level, title: `A ${level}`, happened: 'It happened.', next: 'Do this.' },
  })
  /** What an assistant that runs on the folder answers for each language. */
  const runningWith = async (levels: readonly ('attention' | 'problem')[], work: () => Promise<void>) => {
    const data = (language: Language | undefined) => ({
      format: 1,
      language,
      steps: [
        { id: 'drivers', light: 'good', findings: [] },
        { id: 'rights', light: 'problem', findings: levels.map(finding) },
      ],
    })
    const lock = lockHome(home)
    const end = await answerSecondStarts(home, {
      answerNow: () => ({ shell: 'electron' }),
      diagnose: async (language) => JSON.stringify(data(language)),
      quit: () => {},
    })
    await work().finally(() => {
      end()
      lock?.release()
    })
  }

  it.each([
    [[], 0],
    [['attention'], 1],
    [['attention', 'problem', 'attention'], 2],
  ] as const)('ends with what is worst of %j: %i', async (levels, worst) => {
    await runningWith(levels, async () => {
      const json = await inEnglish('diagnose', '--json', '--home', home)
      const text = await inEnglish('diagnose', '--home', home)
      expect([json.code, text.code, json.complaint, text.complaint]).toEqual([worst, worst, '', ''])
      expect(JSON.parse(json.out)).toMatchObject({ format: 1, language: 'en', steps: [{}, {}] })
      const { stepNames, lights } = texts('en').diagnosis
      const told = levels.flatMap((level) => [`  * A ${level}`, '    It happened.', '    Do this.'])
      expect(text.out.trimEnd().split('\n')).toEqual([
        `${stepNames.drivers}: ${lights.good}`,
        `${stepNames.rights}: ${lights.problem}`,
        ...told,
      ])
    })
  })

  it('says with 3 that it could not look, because the folder is in use', async () => {
    const lock = lockHome(home)
    const used = await inEnglish('diagnose', '--home', home)
    lock?.release()
    const { happened } = explain({ code: 'already-running', params: {} }, 'en')
    expect([used.code, used.out, used.complaint.startsWith(happened)]).toEqual([3, '', true])
    expect(used.complaint).not.toContain(usage('diagnose'))
  })
})
