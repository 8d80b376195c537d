import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPrompts } from '../../../../src/main/prompt/prompts.ts'
import type { Asking, Question } from '../../../../src/main/prompt/questions.ts'
import type { PromptView } from '../../../../src/shared/models/index.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'

const assistant = { kind: 'assistant' } as const
const page = (origin = 'https://tax.example.cn') => ({ kind: 'page', origin }) as const

const pinOf = (tokenId: string, rest: Partial<Asking> = {}): Question<'pin'> => ({
  ...{ asker: assistant, purpose: 'issue', tokenId, certificateId: null },
  ...rest,
})
const consentOf = (rest: Partial<Question<'consent'>> = {}): Question<'consent'> => ({
  ...{ asker: page(), purpose: 'connect', tokenId: null, certificateId: null, remember: 'offered' },
  ...rest,
})
const choiceOf = (rest: Partial<Question<'choice'>> = {}): Question<'choice'> => ({
  ...{ asker: page(), purpose: 'sign' },
  choices: [
    { certificateId: 'one', tokenId: 'a', obstacle: null },
    { certificateId: 'old', tokenId: 'a', obstacle: 'expired' },
    { certificateId: 'two', tokenId: 'b', obstacle: null },
  ],
  ...rest,
})

const setUp = (
  now: () => number = Date.now,
  chooseSavePlace: ((name: string) => Promise<string | null>) | null = null,
) => {
  const views: (PromptView | null)[] = []
  const state = {
    change: ({ prompt }: { prompt?: PromptView | null }) => void views.push(prompt ?? null),
  }
  const shell = { showPrompt: vi.fn(), hidePrompt: vi.fn(), chooseSavePlace }
  const prompts = createPrompts({ state, shell, clock: () => new Date(now()) })
  const shown = (): PromptView | null => views.at(-1) ?? null
  const promptId = () => shown()?.id ?? ''
  return {
    ...{ prompts, views, shown, shell },
    typed: (text: string) => {
      const pin = new Pin(text)
      prompts.answer({ kind: 'pin', promptId: promptId(), pin: { entry: 'typed', pin }, tries: 'careful' })
      return pin
    },
    grant: (remember = false) => prompts.answer({ kind: 'consent', promptId: promptId(), remember }),
    choose: (certificateId: string) =>
      prompts.answer({ kind: 'choice', promptId: promptId(), certificateId }),
    refuse: () => prompts.answer({ kind: 'refuse', promptId: promptId() }),
  }
}

type Ended = { readonly outcome: string }

/** How each question has ended so far. */
const outcomesNow = async (asked: readonly Promise<Ended>[]): Promise<readonly string[]> => {
  const outcomes = asked.map(() => 'open')
  for (const [n, one] of asked.entries()) void one.then(({ outcome }) => outcomes.splice(n, 1, outcome))
  await new Promise((resolve) => setImmediate(resolve))
  return outcomes
}

const invalid = expect.objectContaining({ code: 'input-invalid' })
const gone = expect.objectContaining({ code: 'not-found' })

describe('the prompt window', () => {
  it('asks one question after another and closes with the last', async () => {
    const { prompts, shown, shell, typed, refuse } = setUp()
    const first = prompts.askPin(pinOf('a'), async ({ pin }) => pin.entry === 'typed' && pin.pin.reveal())
    const second = prompts.askPin(pinOf('b'), async () => 'never')
    expect(shown()).toMatchObject({ kind: 'pin', tokenId: 'a' })
    typed('123456')
    expect(await first).toEqual({ outcome: 'answered', answer: '123456' })
    expect(shown()).toMatchObject({ kind: 'pin', tokenId: 'b' })
    expect(shell.hidePrompt).not.toHaveBeenCalled()
    refuse()
    expect(await second).toEqual({ outcome: 'refused' })
    expect(shown()).toBeNull()
    expect(shell.hidePrompt).toHaveBeenCalledTimes(1)
  })

  it('lends the PIN to the work it was asked for, and drops it when the work fails', async () => {
    const { prompts, typed } = setUp()
    const lent: Pin[] = []
    const asked = prompts.askPin(pinOf('a'), async ({ pin }) => {
      if (pin.entry === 'typed') lent.push(pin.pin)
      throw new Error('the key is gone')
    })
    const refused = expect(asked).rejects.toThrow('the key is gone')
    const sent = typed('123456')
    await refused
    expect(lent).toHaveLength(1)
    for (const pin of [...lent, sent]) expect(() => pin.reveal()).toThrow('dropped')
  })

  it('takes "on the key" for an answer without a PIN', async () => {
    const { prompts, shown } = setUp()
    const asked = prompts.askPin(pinOf('a'), async ({ pin, tries }) => [pin, tries])
    const promptId = shown()?.id ?? ''
    prompts.answer({ kind: 'pin', promptId, pin: { entry: 'on-device' }, tries: 'last-confirmed' })
    expect(await asked).toMatchObject({ answer: [{ entry: 'on-device' }, 'last-confirmed'] })
  })

  it('refuses the answer to a question that is not open', () => {
    const { refuse } = setUp()
    expect(refuse).toThrow(gone)
  })
})

describe('a consent', () => {
  it('that is granted is an answer, which also says whether to remember it', async () => {
    const { prompts, grant } = setUp()
    const once = prompts.askConsent(consentOf())
    grant()
    expect(await once).toEqual({ outcome: 'answered', answer: { granted: true, remember: false } })
    const always = prompts.askConsent(consentOf())
    grant(true)
    expect(await always).toEqual({ outcome: 'answered', answer: { granted: true, remember: true } })
  })

  it('is not remembered if that was not offered', async () => {
    const { prompts, grant, shown } = setUp()
    const asked = prompts.askConsent(consentOf({ purpose: 'sign', remember: 'not-offered' }))
    expect(() => grant(true)).toThrow(invalid)
    expect(shown()).not.toBeNull()
    grant()
    expect(await asked).toMatchObject({ answer: { remember: false } })
  })

  it('warns of a signature without the name of the site only where it is one', () => {
    const { prompts, grant, shown } = setUp()
    void prompts.askConsent(consentOf())
    expect(shown()).toMatchObject({ loose: false, content: null })
    grant()
    void prompts.askConsent(consentOf({ purpose: 'sign', remember: 'not-offered', loose: true }))
    expect(shown()).toMatchObject({ loose: true })
  })
})

describe('a choice', () => {
  it('is one of those that can be chosen, and no other', async () => {
    const { prompts, choose, shown } = setUp()
    const asked = prompts.askChoice(choiceOf())
    expect(() => choose('old')).toThrow(invalid)
    expect(() => choose('of another person')).toThrow(invalid)
    expect(shown()).toMatchObject({ kind: 'choice' })
    choose('two')
    expect(await asked).toEqual({ outcome: 'answered', answer: { certificateId: 'two' } })
  })

  it('loses what is on a key that leaves, and is withdrawn with the last certificate that could be chosen', async () => {
    const { prompts, choose, shown } = setUp()
    const asked = prompts.askChoice(choiceOf())
    prompts.tokensGone(['a'])
    expect(shown()).toMatchObject({ choices: [{ certificateId: 'two' }] })
    expect(() => choose('one')).toThrow(invalid)
    prompts.tokensGone(['b'])
    expect(await asked).toEqual({ outcome: 'token-gone' })
    expect(shown()).toBeNull()
  })
})

describe('an answer of another kind', () => {
  it('is refused and leaves the question open, for all kinds', async () => {
    const { prompts, typed, grant, choose, shown, refuse } = setUp()
    const all = { typed: () => typed('123456'), grant, choose: () => choose('one') }
    const questions = [
      [prompts.askPin(pinOf('a'), async () => 'never'), all.grant, all.choose],
      [prompts.askConsent(consentOf()), all.typed, all.choose],
      [prompts.askChoice(choiceOf({ asker: page('https://other.example.cn') })), all.typed, all.grant],
    ] as const
    for (const [asked, one, other] of questions) {
      const id = shown()?.id
      expect(one).toThrow(invalid)
      expect(other).toThrow(invalid)
      expect(shown()?.id).toBe(id)
      refuse()
      expect(await asked).toEqual({ outcome: 'refused' })
    }
  })
})

describe('the end of a question', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('comes by itself at its deadline, which it shows', async () => {
    const { prompts, shown, shell } = setUp()
    const asked = prompts.askConsent(consentOf({ withinMs: 30_000 }))
    expect(shown()?.expiresAt).toBe(new Date(Date.now() + 30_000).toISOString())
    vi.advanceTimersByTime(29_999)
    expect(shown()).not.toBeNull()
    vi.advanceTimersByTime(1)
    expect(await asked).toEqual({ outcome: 'deadline' })
    expect(shown()).toBeNull()
    expect(shell.hidePrompt).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('comes by itself for every page, and never for the assistant’s own questions', () => {
    const { prompts, shown } = setUp()
    void prompts.askPin(pinOf('a'), async () => 'never')
    expect(shown()?.expiresAt).toBeNull()
    prompts.tokensGone(['a'])
    void prompts.askConsent(consentOf())
    expect(shown()?.expiresAt).not.toBeNull()
    prompts.stop()
  })

  it('refuses a late answer, even if the machine slept through the deadline', async () => {
    let slept = 0
    const { prompts, grant, shown } = setUp(() => Date.now() + slept)
    const asked = prompts.askConsent(consentOf({ withinMs: 30_000 }))
    slept = 3_600_000
    expect(() => grant()).toThrow(gone)
    expect(await asked).toEqual({ outcome: 'deadline' })
    expect(shown()).toBeNull()
  })

  it('also comes for one that waits, and does not affect the one that is shown', async () => {
    const { prompts, shown } = setUp()
    void prompts.askPin(pinOf('a'), async () => 'never')
    const id = shown()?.id
    const waits = prompts.askConsent(consentOf({ withinMs: 1_000 }))
    vi.advanceTimersByTime(1_000)
    expect(await waits).toEqual({ outcome: 'deadline' })
    expect(shown()?.id).toBe(id)
  })

  it('comes when the asker withdraws it, before, during and after its turn', async () => {
    const { prompts, shown, grant } = setUp()
    const [shownOne, waiting, late] = [new AbortController(), new AbortController(), new AbortController()]
    const first = prompts.askConsent(consentOf({ signal: shownOne.signal }))
    const second = prompts.askConsent(consentOf({ signal: waiting.signal }))
    const third = prompts.askConsent(consentOf({ signal: late.signal }))
    waiting.abort()
    expect(await second).toEqual({ outcome: 'withdrawn' })
    shownOne.abort()
    expect(await first).toEqual({ outcome: 'withdrawn' })
    grant()
    late.abort()
    expect(await third).toMatchObject({ outcome: 'answered' })
    expect(await prompts.askConsent(consentOf({ signal: late.signal }))).toEqual({ outcome: 'withdrawn' })
    expect(shown()).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('comes when its token leaves, and only for that question', async () => {
    const { prompts, shown } = setUp()
    const first = prompts.askPin(pinOf('a'), async () => 'never')
    const second = prompts.askConsent(consentOf({ tokenId: 'b', purpose: 'sign' }))
    prompts.tokensGone(['a', 'c'])
    expect(await first).toEqual({ outcome: 'token-gone' })
    expect(shown()).toMatchObject({ tokenId: 'b' })
    prompts.tokensGone(['b'])
    expect(await second).toEqual({ outcome: 'token-gone' })
  })

  it('comes for all with the application', async () => {
    const { prompts } = setUp()
    const all = [prompts.askPin(pinOf('a'), async () => 'never'), prompts.askConsent(consentOf())]
    prompts.stop()
    expect(await Promise.all(all)).toEqual([{ outcome: 'withdrawn' }, { outcome: 'withdrawn' }])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a page that asks too much', () => {
  it('may have only three open questions, and blocks nobody else', async () => {
    const { prompts, views } = setUp()
    const flood = Array.from({ length: 1_000 }, () => prompts.askConsent(consentOf()))
    const outcomes = await outcomesNow(flood)
    expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(3)
    expect(outcomes.filter((outcome) => outcome === 'too-many')).toHaveLength(997)
    expect(views).toHaveLength(1)
    const other = prompts.askConsent(consentOf({ asker: page('https://bank.example.cn') }))
    const own = prompts.askPin(pinOf('a'), async () => 'never')
    prompts.stop()
    expect(await Promise.all([other, own])).toEqual([{ outcome: 'withdrawn' }, { outcome: 'withdrawn' }])
  })

  it('may not exceed the limit of all pages together by using many names', async () => {
    const { prompts } = setUp()
    const many = Array.from({ length: 100 }, (_, n) =>
      prompts.askConsent(consentOf({ asker: page(`https://n${n}.example.cn`) })),
    )
    const outcomes = await outcomesNow(many)
    expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(12)
    prompts.stop()
  })

  it('waits behind the assistant’s own question, and behind another page after each of its turns', async () => {
    const { prompts, shown, refuse } = setUp()
    const asked = (): unknown => {
      const view = shown()
      return view?.asker.kind === 'page' ? view.asker.origin : view?.asker.kind
    }
    const [one, other] = ['https://one.example.cn', 'https://other.example.cn']
    for (const origin of [one, one, one, other]) void prompts.askConsent(consentOf({ asker: page(origin) }))
    void prompts.askPin(pinOf('a'), async () => 'never')
    const order: unknown[] = []
    while (shown() !== null) {
      order.push(asked())
      refuse()
    }
    expect(order).toEqual([one, 'assistant', one, other, one])
  })
})

describe('the asker', () => {
  it('is an origin exactly as a browser writes it, not one that only looks like it', async () => {
    const { prompts } = setUp()
    const bad = ['tax.example.cn', 'https://tax.example.cn/', 'https://tax.example.cn@evil.example', 'null']
    for (const origin of [...bad, 'https://税务.example.cn', 'file:///etc', `https://${'a'.repeat(400)}.cn`])
      await expect(prompts.askConsent(consentOf({ asker: page(origin) }))).rejects.toThrow('origin')
  })

  it('is shown in its own letters if the name is international, unless they would mislead', () => {
    const { prompts, shown } = setUp()
    const readsOf = (origin: string): unknown => {
      const asked = new AbortController()
      void prompts.askConsent(consentOf({ asker: page(origin), signal: asked.signal }))
      const view = shown()
      asked.abort()
      return view?.asker.kind === 'page' ? view.asker.reads : 'not shown'
    }
    expect(readsOf('https://xn--fiq228c.example.cn')).toBe('中文.example.cn')
    expect(readsOf('https://tax.example.cn:8443')).toBeNull()
  })
})
