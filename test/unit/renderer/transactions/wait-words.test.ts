import { describe, expect, it } from 'vitest'
import { isBack } from '../../../../src/renderer/transactions/is-back.ts'
import { waitTitle } from '../../../../src/renderer/transactions/wait-words.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { asksForPin, done, paused, waits } from '../../../ui/scenes/transactions.ts'

const zh = texts('zh-CN')
const say = zh.transactions.wait

describe('what a business waits for', () => {
  const asking = (asked: 'token' | 'pin' | 'new-pin' | 'go-on') => ({ for: 'person', asked }) as const
  const title = (asked: Parameters<typeof asking>[0], rest: Parameters<typeof waits>[2] = {}) =>
    waitTitle(waits('write-signing', asking(asked), rest), asking(asked), zh)

  it('is said in a few words, with the name of the key that is missing', () => {
    const since = '2026-11-20T02:20:00.000Z'
    const review = { for: 'review', since, expected: null } as const
    expect(waitTitle(waits('await', review), review, zh)).toBe(say.review)
    expect(title('token')).toBe('等待插入「商标证书」')
    expect(title('token', { tokenKind: 'soft', tokenName: '王芳 · 1a2b' })).toBe('等待插入「软证书」')
    expect([title('pin'), title('new-pin'), title('go-on')]).toEqual([say.pin, say['new-pin'], say['go-on']])
  })

  it('is a certificate to install where a renewal was approved and lacks only the PIN', () => {
    expect(title('pin', { business: 'renew' })).toBe(zh.renewal.installLead)
    expect(title('pin', { business: 'issue' })).toBe(say.pin)
    expect(title('token', { business: 'renew' })).toBe(say.token('商标证书'))
    expect(waitTitle(waits('submit', asksForPin, { business: 'renew' }), asksForPin, zh)).toBe(say.pin)
  })
})

describe('a business that stopped because its key was away', () => {
  const stopped = (code: 'token-removed' | 'csr-refused', tokenPresent: boolean) =>
    isBack(paused('csr', { code, params: {} }, { tokenPresent }))

  it('can go on as soon as the key is here, and other errors do not pass by that', () => {
    expect([stopped('token-removed', true), stopped('token-removed', false)]).toEqual([true, false])
    expect([stopped('csr-refused', true), isBack(done())]).toEqual([false, false])
  })
})
