import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { revocationStep } from '../../../../../src/main/diagnosis/steps/revocation.ts'
import { pair, ukey } from '../../../../world.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { worldWith } = computer()
const { signal } = new AbortController()
type Chain = readonly { readonly state: string }[]

const setUp = (
  states: Readonly<Record<string, string | Promise<never>>>,
  chain: Chain = [{ state: 'good' }, { state: 'good' }],
) => {
  const asked: string[] = []
  const pairs = Object.keys(states).map((id) => pair('valid', { id, tokenId: 'ukey-1', days: 9, holder: id }))
  const certificates = {
    details: () => ({ chain }),
    revocation: async (id: string) => {
      asked.push(id)
      return { state: await states[id.replace(/-s$/, '')] }
    },
  }
  return { asked, world: worldWith({ certificates }, { tokens: [ukey({ pairs })] }) }
}

describe('the check of revocation', () => {
  it('is made where a certificate is in use', () => {
    expect(revocationStep.when(setUp({ a: 'good' }).world)).toBe(true)
    expect(revocationStep.when(setUp({}).world)).toBe(false)
  })

  it.each([
    ['good', false],
    ['revoked', false],
    ['unknown', true],
    ['not-checked', true],
  ])('hears %s', async (state, isFound) => {
    const { asked, world } = setUp({ a: state })
    const findings = await revocationStep.check(world, signal)
    expect(asked).toEqual(['a-s'])
    expect(saidIn(findings)).toEqual(isFound ? [['revocation-unanswered', 'attention']] : [])
    if (isFound) {
      expect(figuresIn(findings)).toEqual([{ holder: 'a' }])
      expect(findings[0]?.place).toEqual({ page: 'certificate', certificateId: 'a-s' })
    }
  })

  it('asks about each certificate, and tells of each without an answer', async () => {
    const { world } = setUp({ a: 'unknown', b: 'good', c: 'unknown' })
    expect(figuresIn(await revocationStep.check(world, signal))).toEqual([{ holder: 'a' }, { holder: 'c' }])
  })

  it.each<[string, Chain]>([
    ['nobody issued', [{ state: 'good' }]],
    ['an unknown authority issued', [{ state: 'good' }, { state: 'unknown-issuer' }]],
  ])('asks nobody about one that %s', async (_, chain) => {
    const { asked, world } = setUp({ a: 'unknown' }, chain)
    expect([await revocationStep.check(world, signal), asked]).toEqual([[], []])
  })

  const waiting = () => new Promise<never>(() => {})

  it('tells of those that let it wait for three and a half seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { world } = setUp({ a: waiting(), b: 'good' })
    const seen: unknown[] = []
    const checked = revocationStep.check(world, signal).then((findings) => {
      seen.push(figuresIn(findings))
      return findings
    })
    await vi.advanceTimersByTimeAsync(3_499)
    expect(seen).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    const findings = await checked
    expect([saidIn(findings), seen]).toEqual([
      ...[[['revocation-unanswered', 'attention']], [[{ holder: 'a' }]]],
    ])
    expect(findings[0]?.place).toBeNull()
  })

  it('ends when it is put aside', async () => {
    const controller = new AbortController()
    const checked = revocationStep.check(setUp({ a: waiting() }).world, controller.signal)
    controller.abort()
    expect(figuresIn(await checked)).toEqual([{ holder: 'a' }])
  })
})
