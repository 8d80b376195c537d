import { describe, expect, it } from 'vitest'
import { runStep } from '../../../../src/main/diagnosis/run-step.ts'
import { viewsBefore } from '../../../../src/main/diagnosis/runner.ts'
import { found, reported, type Step } from '../../../../src/main/diagnosis/step.ts'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { type Finding, finding } from '../../../../src/shared/models/index.ts'

const logged: string[] = []
// These steps look at nothing of the world.
const world = { log: (line: string) => void logged.push(line), clock: () => new Date() } as unknown as World

const step = (check: Step['check'], rest: Partial<Step> = {}): Step => ({
  ...{ id: 'disk', finds: ['disk-low', 'disk-full'], milliseconds: 200, check },
  ...rest,
})

const kinds = (findings: readonly Finding[]) =>
  findings.map(({ said }) => (said.by === 'step' ? said.kind : said.report.code))

describe('a finding', () => {
  const wide = '\u{20BB7}'.repeat(6_000)

  it('fits what crosses to a window, whatever a library or a system said', () => {
    const all = [
      found('rival-assistant', { program: wide, pid: 1 }, { about: wide, words: wide }),
      found('leftover-file', { file: wide }, { repair: 'set-aside', on: wide }),
      reported({ code: 'driver-unloadable', params: { words: 'x' } }, { about: wide, words: wide }),
    ]
    for (const one of all) expect(finding.safeParse(one).error).toBeUndefined()
  })

  it('shows what a stranger has hidden in a name', () => {
    const program = 'pcscd\u001b[2J\u202egnp.exe\n全部正常'
    const { said } = found('rival-assistant', { program, pid: 1 })
    expect(said).toMatchObject({
      params: { program: 'pcscd⟨U+001B⟩[2J⟨U+202E⟩gnp.exe⟨U+000A⟩全部正常' },
    })
  })

  it('offers no repair of something whose name is cut', () => {
    const one = found('leftover-file', { file: wide }, { repair: 'set-aside', on: wide })
    expect(one.repair).toBeNull()
  })
})

describe('a step that misbehaves', () => {
  it('is put aside when it hangs, and that is a finding', async () => {
    expect(
      kinds(
        await runStep(
          step(() => new Promise(() => {})),
          world,
        ),
      ),
    ).toEqual(['step-hung'])
  })

  it('hears that it was put aside', async () => {
    let heard = false
    const waiting: Step['check'] = (_, signal) =>
      new Promise(() => signal.addEventListener('abort', () => (heard = true)))
    await runStep(step(waiting), world)
    expect(heard).toBe(true)
  })

  it.each([
    [
      'at once',
      () => {
        throw new Error('PIN=123456')
      },
    ],
    [
      'later',
      async () => {
        throw new Error('PIN=123456')
      },
    ],
  ] as const)('is a finding without secrets when it throws %s', async (_, check) => {
    const findings = await runStep(step(check), world)
    expect(kinds(findings)).toEqual(['step-failed'])
    expect(JSON.stringify(findings)).not.toContain('123456')
  })

  it('speaks with the words of the catalogue when it throws an error of it', async () => {
    const check = () => {
      throw new AssistantError('disk-full')
    }
    expect(kinds(await runStep(step(check), world))).toEqual(['disk-full'])
  })

  it('contradicts itself when it says two things about one', async () => {
    const check = () => [found('disk-low', { megabytes: 3 }), found('disk-low', { megabytes: 40 })]
    expect(kinds(await runStep(step(check), world))).toContain('step-contradicts')
  })

  it('contradicts itself when it finds what it does not name', async () => {
    const check = () => [found('pin-locked', { name: 'a' })]
    expect(kinds(await runStep(step(check), world))).toContain('step-contradicts')
  })

  it('does not contradict itself when it says the same twice', async () => {
    const check = () => [found('disk-full', {}), found('disk-full', {})]
    expect(kinds(await runStep(step(check), world))).toEqual(['disk-full'])
  })

  it('is cut when it finds a thousand things', async () => {
    const check = () =>
      Array.from({ length: 1_000 }, (_, at) => found('disk-low', { megabytes: at }, { about: String(at) }))
    expect(await runStep(step(check), world)).toHaveLength(100)
  })

  it('is run when it cannot tell whether it applies', () => {
    const when = () => {
      throw new Error('unclear')
    }
    const [view] = viewsBefore({ disk: step(() => [], { when }) }, world).filter(({ id }) => id === 'disk')
    expect(view?.state).toBe('waiting')
  })
})
