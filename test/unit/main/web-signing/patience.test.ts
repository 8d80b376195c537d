import { describe, expect, it } from 'vitest'
import { resembled } from '../../../../src/main/web-signing/look-alike.ts'
import { PageRefusal } from '../../../../src/main/web-signing/page-refusal.ts'
import { createPatience } from '../../../../src/main/web-signing/patience.ts'
import { createRate } from '../../../../src/main/web-signing/rate.ts'
import { createSparingLog } from '../../../../src/main/web-signing/sparing-log.ts'
import { createTurns } from '../../../../src/main/web-signing/turns.ts'

const [site, other] = ['https://a.example', 'https://b.example']

/** How long a site is told to wait; 0 if it may ask. */
const waits = (work: () => void): number => {
  try {
    work()
    return 0
  } catch (error) {
    if (!(error instanceof PageRefusal) || error.refusal.code !== 'wait') throw error
    return error.refusal.retryAfterSeconds ?? -1
  }
}

describe('the patience of a person', () => {
  const setUp = () => {
    let now = 1_000_000
    const patience = createPatience(() => now)
    return {
      patience,
      pass: (seconds: number) => (now += seconds * 1_000),
      asks: (origin: string, approved = true) => waits(() => patience.ask(origin, approved)),
    }
  }

  it('ends after three refusals in a row, each time for longer, and for that site alone', () => {
    const { patience, pass, asks } = setUp()
    const refuse = () => {
      for (let n = 0; n < 3; n += 1) patience.refused(site, true)
    }
    refuse()
    expect([asks(site), asks(other)]).toEqual([60, 0])
    pass(61)
    expect(asks(site)).toBe(0)
    refuse()
    expect(asks(site)).toBe(240)
    pass(241)
    refuse()
    expect(asks(site)).toBe(960)
    pass(961)
    refuse()
    pass(10)
    expect(asks(site)).toBe(3_590)
  })

  it('is whole again after a yes', () => {
    const { patience, asks } = setUp()
    for (let n = 0; n < 2; n += 1) patience.refused(site, true)
    patience.granted(site)
    for (let n = 0; n < 2; n += 1) patience.refused(site, true)
    expect(asks(site)).toBe(0)
  })

  it('is shared by all strangers, because addresses cost nothing', () => {
    const { patience, asks } = setUp()
    for (let n = 0; n < 3; n += 1) patience.refused(`https://${n}.example`, false)
    expect([asks('https://new.example', false), asks(site, true)]).toEqual([60, 0])
  })

  it('has room for some questions in ten minutes, and none more', () => {
    const { pass, asks } = setUp()
    const answers = Array.from({ length: 21 }, (_, n) => asks(`https://${n}.example`, false))
    expect(answers.filter((seconds) => seconds === 0)).toHaveLength(20)
    expect(answers.at(-1)).toBe(600)
    pass(601)
    expect(asks('https://new.example', false)).toBe(0)
  })

  it('remembers a site that was silent for two hours, and begins anew with it after that', () => {
    const { patience, pass, asks } = setUp()
    const crowd = (name: string) => {
      for (let n = 0; n < 1_001; n += 1) asks(`https://${name}${n}.example`)
    }
    const refuse = () => {
      for (let n = 0; n < 3; n += 1) patience.refused(site, true)
    }
    refuse()
    pass(60 + 7_200)
    crowd('at-the-bound')
    refuse()
    expect(asks(site)).toBe(240)
    pass(240 + 7_201)
    crowd('behind-it')
    refuse()
    expect(asks(site)).toBe(60)
  })
})

describe('the rate of a site', () => {
  it('has a burst and a steady flow, and little of both for a stranger', () => {
    let now = 0
    const rate = createRate(() => now)
    const taken = (approved: boolean) =>
      Array.from({ length: 1_000 }, () => rate.take(approved ? site : other, approved)).filter(Boolean).length
    expect([taken(true), taken(false)]).toEqual([400, 40])
    now = 1_000
    expect([taken(true), taken(false)]).toEqual([200, 10])
  })
})

describe('the log', () => {
  it('has what pages cause once a minute', () => {
    let now = 0
    const lines: string[] = []
    const log = createSparingLog(
      (line) => lines.push(line),
      () => now,
    )
    for (let n = 0; n < 10_000; n += 1) log('a')
    log('b')
    now = 60_000
    log('a')
    expect(lines).toEqual(['a', 'b', 'a'])
  })
})

describe('turns', () => {
  it('come one after another for each site, and not without end', async () => {
    const turns = createTurns()
    const { signal } = new AbortController()
    const order: string[] = []
    let end: () => void = () => undefined
    const first = turns.take(site, signal, () => new Promise<void>((resolve) => (end = resolve)))
    const waiting = ['a', 'b'].map((name) => turns.take(site, signal, async () => order.push(name)))
    await turns.take(other, signal, async () => order.push('other'))
    const more = Array.from({ length: 20 }, () =>
      turns.take(site, signal, async () => 'late').catch(({ message }) => message),
    )
    end()
    await Promise.all([first, ...waiting])
    expect(order).toEqual(['other', 'a', 'b'])
    expect((await Promise.all(more)).filter((outcome) => outcome === 'busy')).toHaveLength(14)
  })

  it('are given up by a page that goes', async () => {
    const turns = createTurns()
    let end: () => void = () => undefined
    const first = turns.take(
      site,
      new AbortController().signal,
      () => new Promise<void>((resolve) => (end = resolve)),
    )
    const page = new AbortController()
    const second = turns.take(site, page.signal, async () => 'never').catch(({ message }) => message)
    page.abort()
    expect(await second).toBe('cancelled')
    end()
    await first
    expect(await turns.take(site, new AbortController().signal, async () => 'next')).toBe('next')
  })
})

describe('an address', () => {
  const approved = ['https://wssq.sbj.cnipa.gov.cn', 'https://oa.cn']
  it('that is easily mistaken for an approved one is named with it', () => {
    for (const origin of [
      ...['https://wssq.sbj.cn1pa.gov.cn', 'https://wssq.sbj.cnipa.gov.co', 'https://wssqsbj.cnipa.gov.cn'],
      ...['https://wssq-sbj.cnipa.gov.cn', 'https://wsqs.sbj.cnipa.gov.cn', 'https://wssq.sbj.cnipаgov.cn'],
    ])
      expect([origin, resembled(origin, approved)]).toEqual([origin, 'https://wssq.sbj.cnipa.gov.cn'])
  })
  it('that is another one, or the approved one itself, is not', () => {
    for (const origin of ['https://www.example.cn', 'https://ob.cn', ...approved, 'https://oa.cn:8443'])
      expect([origin, resembled(origin, approved)]).toEqual([origin, null])
  })
})
