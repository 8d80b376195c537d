import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { openPage, origin } from './asked-person.ts'
import { memoryUkey } from './memory-ukey.ts'
import { content, refusal, scopes, signal, siteKeys, wishFor } from './site-keys.ts'

const used = (times: number) => Array.from({ length: times }, () => 'sign sm2-digest')
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('a site that may sign with a click', () => {
  it('asks for the PIN once, and then for a yes to each use', async () => {
    const { asked, use, log, signer, told, history } = siteKeys()
    const { page } = openPage()
    for (let n = 0; n < 3; n += 1) expect(await use(page, scopes('confirm'))).toBe('signed')
    expect(asked.map(({ kind }) => kind)).toEqual(['pin', 'consent', 'consent'])
    expect(asked[1]).toEqual({
      ...{ kind: 'consent', asker: { kind: 'page', origin }, purpose: 'sign', tokenId: 'ukey-1' },
      ...{ certificateId: signer.id, signal, content, loose: true, remember: 'not-offered' },
    })
    expect(log).toEqual(['in', ...used(3)])
    expect(told.map(([what]) => what)).toEqual(['ask', 'granted', 'ask', 'granted', 'ask', 'granted'])
    expect([history.length, page.logins.get('ukey-1')?.open]).toEqual([3, true])
  })

  it('gets nothing without the yes, and may ask again in the same login', async () => {
    const { says, use, log, told, history } = siteKeys()
    const { page } = openPage()
    await use(page, scopes('confirm'))
    says.consent = { outcome: 'refused' }
    await expect(use(page, scopes('confirm'))).rejects.toMatchObject(refusal('refused'))
    expect(told.slice(2)).toEqual([
      ['ask', origin, true],
      ['refused', origin, true],
    ])
    expect([log, history.length, page.logins.get('ukey-1')?.open]).toEqual([['in', ...used(1)], 1, true])
  })
})

describe('a site that may sign freely', () => {
  it('asks for the PIN once and for nothing more', async () => {
    const { kinds, use, keys, signer, log } = siteKeys()
    const { page } = openPage()
    const isFree = (purpose: 'sign' | 'sign-in' | 'decrypt') =>
      keys.isFree(page, scopes('free', 'confirm'), purpose, signer)
    expect(isFree('sign')).toBe(false)
    await use(page, scopes('free'))
    expect([isFree('sign'), isFree('sign-in'), isFree('decrypt')]).toEqual([true, false, false])
    await use(page, scopes('free'))
    await use(page, scopes('free'), wishFor('sign-in'))
    expect([kinds(), log]).toEqual([['pin'], ['in', ...used(3)]])
    page.logins.get('ukey-1')?.end()
    expect(isFree('sign')).toBe(false)
  })

  it('still asks before it opens anything', async () => {
    const { kinds, use } = siteKeys()
    const { page } = openPage()
    await use(page, scopes('free'))
    await use(page, scopes('free'), wishFor('decrypt'))
    expect(kinds()).toEqual(['pin', 'consent'])
  })

  it('asks for the PIN again after five minutes without use', async () => {
    const { kinds, use, pass } = siteKeys()
    const { page } = openPage()
    await use(page, scopes('free'))
    pass(300_000)
    await use(page, scopes('free'))
    expect(kinds()).toEqual(['pin'])
    pass(300_001)
    await use(page, scopes('free'))
    expect(kinds()).toEqual(['pin'])
    expect(page.logins.size).toBe(1)
  })

  it('loses its login when a use of it fails', async () => {
    const { use, log, history } = siteKeys()
    const { page } = openPage()
    await use(page, scopes('free'))
    const work = () => Promise.reject(new AssistantError('token-removed'))
    await expect(use(page, scopes('free'), wishFor('sign', { work }))).rejects.toMatchObject({
      code: 'token-removed',
    })
    await turn()
    expect([page.logins.size, log, history.length]).toEqual([0, ['in', ...used(1), 'out'], 1])
  })

  it('keeps no login once it is gone, nor where the key wants its PIN at each use', async () => {
    for (const [page, ukey] of [
      [openPage({ here: false }).page, memoryUkey('ukey-1')],
      [openPage().page, memoryUkey('ukey-1', { pinKept: true })],
    ] as const) {
      const { use, log } = siteKeys([ukey])
      expect(await use(page, scopes('free'))).toBe('signed')
      await turn()
      expect([page.logins.size, log]).toEqual([0, ['in', ...used(1), 'out']])
    }
  })
})

describe('a login that opens a page of an older client', () => {
  const opens = wishFor('sign-in', { opens: true, work: async () => 'open', content: null })

  it('covers one signature that is confirmed, and no second one', async () => {
    const { kinds, use, log } = siteKeys()
    const { page } = openPage()
    expect(await use(page, scopes('ask'), opens)).toBe('open')
    expect([page.covers, page.logins.get('ukey-1')?.open]).toEqual([new Set(['ukey-1']), true])
    await use(page)
    expect([kinds(), page.covers.size]).toEqual([['pin', 'consent'], 0])
    await turn()
    expect(log).toEqual(['in', ...used(1), 'out'])
    await use(page)
    expect(kinds()).toEqual(['pin'])
  })

  it('asks for the PIN although the page is logged in', async () => {
    const { kinds, use } = siteKeys()
    const { page } = openPage()
    await use(page, scopes('free'))
    await use(page, scopes('free'), opens)
    expect(kinds()).toEqual(['pin', 'pin'])
  })

  it('does not stay open where a page that asks each time has used what it covers', async () => {
    const { kinds, use, log } = siteKeys()
    const { page } = openPage()
    await use(page, scopes('ask'), opens)
    page.covers.clear()
    const pending = use(page)
    await pending
    expect(kinds()).toEqual(['pin', 'pin'])
    await turn()
    expect([page.logins.size, log.at(-1)]).toEqual([0, 'out'])
  })
})
