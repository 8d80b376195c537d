import { describe, expect, it } from 'vitest'
import { createJobLogins, type KeyUse } from '../../../../src/main/documents/job-logins.ts'
import type { Outcome } from '../../../../src/main/prompt/outcome.ts'
import type { Prompts } from '../../../../src/main/prompt/prompts.ts'
import type { Token } from '../../../../src/native/index.ts'
import { type ErrorCode, errorOf } from '../../../../src/shared/errors/index.ts'
import { typed } from '../given.ts'
import { moments } from '../moments.ts'
import { factsOf, pinStateOf, type TokenWish, tokenAtHand } from '../token-at-hand.ts'

const content = { kind: 'files', count: 2, name: null, onKey: false } as const
const { signal } = new AbortController()
const failure = (code: ErrorCode) => errorOf({ code, params: {} } as Parameters<typeof errorOf>[0])

type Ask = <T>(work: () => Promise<T>) => Promise<Outcome<T>>

/** Logins of a job. `questions` has what the person was asked. */
const logins = (
  busy: string | null = null,
  ask: Ask = async (work) => ({ outcome: 'answered', answer: await work() }),
) => {
  const questions: unknown[] = []
  const askPin: Prompts['askPin'] = (question, work) => {
    questions.push(question)
    return ask(() => work(typed()))
  }
  return { ...createJobLogins({ prompts: { askPin }, busy: () => busy }), questions }
}
const useOf = (present: KeyUse['present'], purpose: KeyUse['purpose'] = 'sign'): KeyUse => ({
  ...{ present, certificateId: 'certificate-1', purpose, content, signal },
})
/** A token whose login fails in these ways, one after another, before it succeeds. */
const reluctant = (failures: readonly unknown[], wish: TokenWish = {}) => {
  const left = [...failures]
  const whole = tokenAtHand(wish)
  const withSession: Token['withSession'] = async (pin, work) => {
    const next = left.shift()
    if (next) throw next
    return whole.token.withSession(pin, work)
  }
  return { ...tokenAtHand({ ...wish, withSession }), log: whole.log }
}

describe('a login of a job', () => {
  it('asks once for the PIN and stays open for the next use', async () => {
    const one = tokenAtHand()
    const { use, isOpen, known, questions } = logins()
    expect([isOpen('token-1'), known().size]).toEqual([false, 0])
    expect(await use(useOf(one.present), async () => 1)).toBe(1)
    expect(await use(useOf(one.present, 'decrypt'), async () => 2)).toBe(2)
    expect([isOpen('token-1'), [...known()]]).toEqual([true, ['token-1']])
    expect(questions).toEqual([
      {
        ...{ asker: { kind: 'assistant' }, purpose: 'sign', tokenId: 'token-1' },
        ...{ certificateId: 'certificate-1', content, signal, problem: null },
      },
    ])
    expect(one.log).toEqual(['in 123456'])
  })

  it('ends with the job, when it is out of the token, and stays known', async () => {
    const out = Promise.withResolvers<void>()
    const one = tokenAtHand()
    const withSession: Token['withSession'] = async (pin, work) => {
      const answer = await one.token.withSession(pin, work)
      await out.promise
      return answer
    }
    const { use, isOpen, known, end } = logins()
    await use(useOf({ ...one.present, token: { ...one.token, withSession } }), async () => 1)
    const over: string[] = []
    const ended = end().then(() => over.push('ended'))
    await moments()
    expect([one.log, isOpen('token-1'), over]).toEqual([['in 123456', 'out'], false, []])
    out.resolve()
    await ended
    expect([over, [...known()]]).toEqual([['ended'], ['token-1']])
  })

  it('is asked for anew after it has ended', async () => {
    const one = tokenAtHand()
    const { use, end, questions } = logins()
    await use(useOf(one.present), async () => 1)
    await end()
    await use(useOf(one.present), async () => 2)
    expect([questions.length, one.log]).toEqual([2, ['in 123456', 'out', 'in 123456']])
  })

  it('ends well for each token, however its session ended', async () => {
    const [one, other] = [tokenAtHand(), tokenAtHand({ facts: { id: 'token-2' } })]
    const withSession: Token['withSession'] = async (pin, work) => {
      await other.token.withSession(pin, work)
      throw failure('token-removed')
    }
    const { use, end } = logins()
    await use(useOf(one.present), async () => 1)
    await use(useOf({ ...other.present, token: { ...other.token, withSession } }), async () => 2)
    await end()
    expect([one.log.at(-1), other.log.at(-1)]).toEqual(['out', 'out'])
  })

  it.each<ErrorCode>(['input-invalid', 'envelope-broken', 'token-lacks', 'token-refused'])(
    'goes on after %s, which is about one key',
    async (code) => {
      const one = tokenAtHand()
      const { use, isOpen } = logins()
      const error = failure(code)
      await expect(use(useOf(one.present), async () => Promise.reject(error))).rejects.toBe(error)
      expect([isOpen('token-1'), one.log]).toEqual([true, ['in 123456']])
    },
  )

  it.each([failure('token-removed'), new Error('a fault')])('is over after %s', async (error) => {
    const one = tokenAtHand()
    const { use, isOpen, known } = logins()
    await expect(use(useOf(one.present), async () => Promise.reject(error))).rejects.toBe(error)
    expect([isOpen('token-1'), one.log, known().size]).toEqual([false, ['in 123456', 'out'], 1])
  })

  it('is out of the token before its failure is told', async () => {
    const out = Promise.withResolvers<void>()
    const one = tokenAtHand()
    const withSession: Token['withSession'] = async (pin, work) => {
      const answer = await one.token.withSession(pin, work)
      await out.promise
      return answer
    }
    const { use } = logins()
    const told: unknown[] = []
    const present = { ...one.present, token: { ...one.token, withSession } }
    const used = use(useOf(present), async () => Promise.reject(failure('token-removed'))).catch((error) =>
      told.push(error),
    )
    await moments()
    expect([one.log, told]).toEqual([['in 123456', 'out'], []])
    out.resolve()
    await used
    expect(told).toHaveLength(1)
  })
})

describe('a login that fails', () => {
  it.each<ErrorCode>([
    ...(['pin-wrong', 'pin-wrong-last-try', 'pin-wrong-uncounted'] as const),
    ...(['pin-length', 'pin-not-encodable', 'last-try-unconfirmed'] as const),
  ])('is asked again after %s, which the person is told', async (code) => {
    const one = reluctant([failure(code)])
    const { use, questions } = logins()
    expect(await use(useOf(one.present), async () => 1)).toBe(1)
    expect(questions).toMatchObject([{ problem: null }, { problem: { code, params: {} } }])
  })

  it.each([failure('pin-locked'), failure('token-removed'), new Error('a fault')])(
    'is over after %s',
    async (error) => {
      const { use, isOpen, known, questions } = logins()
      await expect(use(useOf(reluctant([error]).present), async () => 1)).rejects.toBe(error)
      expect([isOpen('token-1'), known().size, questions.length]).toEqual([false, 0, 1])
    },
  )

  it.each([
    ['refused', 'cancelled-by-user'],
    ['token-gone', 'token-removed'],
  ] as const)('is not tried if the question was %s', async (outcome, code) => {
    const one = tokenAtHand()
    const { use } = logins(null, async () => ({ outcome }))
    await expect(use(useOf(one.present), async () => 1)).rejects.toMatchObject({ code })
    expect(one.log).toEqual([])
  })

  it('spends no last try that the person has not confirmed', async () => {
    const pins = [pinStateOf({ lastTry: true }), pinStateOf()]
    const one = tokenAtHand({ now: () => factsOf({ pin: pins.shift() ?? pinStateOf() }) })
    const { use, questions } = logins()
    await use(useOf(one.present), async () => 1)
    expect(questions[1]).toMatchObject({ problem: { code: 'last-try-unconfirmed' } })
    expect(one.log).toEqual(['in 123456'])
  })

  it('is not asked for on a token that nobody can log in to, or that has another business', async () => {
    const locked = tokenAtHand({ facts: { pin: pinStateOf({ locked: true }) } })
    const one = logins()
    await expect(one.use(useOf(locked.present), async () => 1)).rejects.toMatchObject({ code: 'pin-locked' })
    const other = logins('issue')
    await expect(other.use(useOf(tokenAtHand().present), async () => 1)).rejects.toMatchObject({
      code: 'busy-with-other',
    })
    expect([one.questions, other.questions]).toEqual([[], []])
  })

  it('needs no typed PIN on a key with a keypad', async () => {
    const one = tokenAtHand({ facts: { pin: pinStateOf({ entryOnDevice: true }) } })
    await logins().use(useOf(one.present), async () => 1)
    expect(one.log).toEqual(['in by its keypad'])
  })
})
