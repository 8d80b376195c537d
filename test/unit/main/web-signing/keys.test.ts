import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { openPage, origin } from './asked-person.ts'
import { memoryUkey, rightPin } from './memory-ukey.ts'
import { content, refusal, scopes, sign, signal, siteKeys, wishFor } from './site-keys.ts'

describe('a page whose site must ask each time', () => {
  it('gets one signature for one PIN, and the login ends with it', async () => {
    const { asked, told, history, used, signer, use, log } = siteKeys()
    expect(await use()).toBe('signed')
    expect(asked).toEqual([
      {
        ...{ kind: 'pin', asker: { kind: 'page', origin }, purpose: 'sign', tokenId: 'ukey-1' },
        ...{ certificateId: signer.id, signal, content, loose: true, problem: null },
      },
    ])
    expect(log).toEqual(['in', 'sign sm2-digest', 'out'])
    expect(told).toEqual([
      ['ask', origin, true],
      ['granted', origin],
    ])
    const { holder, serial } = signer.view
    const use1 = { origin, carrier: 'own', purpose: 'sign', holder, serial, loose: true }
    expect(history).toEqual([{ ...use1, digest: `digest for ${signer.id}` }])
    expect(used).toEqual([origin])
  })

  it('is asked about by what it wants', async () => {
    const { asked, use } = siteKeys()
    for (const purpose of ['sign-in', 'sign', 'decrypt'] as const)
      await use(undefined, undefined, wishFor(purpose))
    expect(asked.map(({ purpose }) => purpose)).toEqual(['login', 'sign', 'decrypt'])
  })

  it.each([
    new AssistantError('pin-wrong', { triesLeft: 3 }),
    new AssistantError('pin-wrong-last-try'),
    new AssistantError('pin-wrong-uncounted'),
    new AssistantError('pin-length', { min: 6, max: 8 }),
    new AssistantError('pin-not-encodable'),
    new AssistantError('last-try-unconfirmed'),
  ])('does not hear of $code: the person tries again', async (error) => {
    const { asked, told, use } = siteKeys()
    let tries = 0
    const work = async (): Promise<string> => {
      tries += 1
      if (tries === 1) throw error
      return 'signed'
    }
    expect(await use(undefined, undefined, wishFor('sign', { work }))).toBe('signed')
    expect(asked.map(({ problem }) => problem)).toEqual([
      null,
      expect.objectContaining({ code: error.code, params: error.params }),
    ])
    expect(told.map(([what]) => what)).toEqual(['ask', 'ask', 'granted'])
  })

  it('gets nothing for a wrong PIN, and none of the last tries is spent without a word', async () => {
    const wrong = siteKeys()
    wrong.says.pins = ['000000', { outcome: 'refused' }]
    await expect(wrong.use()).rejects.toMatchObject(refusal('refused'))
    expect(wrong.asked[1]).toMatchObject({ problem: { code: 'pin-wrong' } })
    const last = siteKeys([memoryUkey('ukey-1', { pin: { lastTry: true } })])
    last.says.pins = [rightPin, { outcome: 'refused' }]
    await expect(last.use()).rejects.toMatchObject(refusal('refused'))
    expect([last.asked[1], last.log]).toMatchObject([{ problem: { code: 'last-try-unconfirmed' } }, []])
    expect([last.history, last.used, last.told.map(([what]) => what)]).toEqual([
      ...[[], []],
      ['ask', 'ask', 'refused'],
    ])
  })

  it('hears of every other trouble at once', async () => {
    const { asked, use, history } = siteKeys()
    const failing = (error: Error) => wishFor('sign', { work: () => Promise.reject(error) })
    await expect(use(undefined, undefined, failing(new AssistantError('pin-locked')))).rejects.toMatchObject({
      code: 'pin-locked',
    })
    await expect(use(undefined, undefined, failing(new Error('odd')))).rejects.toThrow('odd')
    expect([asked.length, history]).toEqual([2, []])
  })

  it('asks nobody about a Ukey that cannot be used now', async () => {
    for (const [change, code] of [
      [{ busy: 'renewal' }, 'busy-with-other'],
      [{ pin: { locked: true } }, 'pin-locked'],
      [{ pin: { initialised: false } }, 'pin-not-initialised'],
    ] as const) {
      const { asked, told, use } = siteKeys([memoryUkey('ukey-1', change)])
      await expect(use()).rejects.toMatchObject({ code })
      expect([asked, told]).toEqual([[], []])
    }
    const { asked, use } = siteKeys([memoryUkey('ukey-1')], true, [])
    await expect(use()).rejects.toMatchObject(refusal('token-gone'))
    await expect(use(undefined, scopes('no'))).rejects.toMatchObject(refusal('not-approved'))
    await expect(use(undefined, scopes('no', 'free'), wishFor('decrypt'))).rejects.toMatchObject(
      refusal('not-approved'),
    )
    expect(asked).toEqual([])
  })

  it('gets no signature if it went while the PIN was checked', async () => {
    const { keys, signer, log, history } = siteKeys()
    await expect(
      keys.use(openPage().page, scopes('ask'), sign, signer, AbortSignal.abort()),
    ).rejects.toMatchObject(refusal('cancelled'))
    expect([log, history]).toEqual([['in', 'out'], []])
  })

  it('has the PIN typed on the Ukey where it has keys for that', async () => {
    const { use, log } = siteKeys([memoryUkey('ukey-1', { pin: { entryOnDevice: true } })])
    await use()
    expect(log[0]).toBe('in without a PIN')
  })
})

describe('a question about a key that ends without a yes', () => {
  it.each([
    ['refused', 'refused', true],
    ['deadline', 'cancelled', true],
    ['withdrawn', 'cancelled', false],
    ['token-gone', 'token-gone', false],
    ['too-many', 'busy', false],
  ] as const)('by %s is %s for the page', async (outcome, code, counts) => {
    const { says, use, told, history } = siteKeys(undefined, false)
    says.pins = [{ outcome }]
    await expect(use()).rejects.toMatchObject(refusal(code))
    expect(told).toEqual([['ask', origin, false], ...(counts ? [['refused', origin, false]] : [])])
    expect(history).toEqual([])
  })

  it('counts for a site that is approved until its connection ends', async () => {
    const { says, use, told } = siteKeys(undefined, false)
    says.pins = [{ outcome: 'refused' }]
    await expect(use(openPage({ granted: { scopes: scopes('ask'), at: '' } }).page)).rejects.toThrow()
    expect(told).toEqual([
      ['ask', origin, true],
      ['refused', origin, true],
    ])
  })
})
