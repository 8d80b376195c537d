import { describe, expect, it } from 'vitest'
import { pairStatus } from '../../../../src/renderer/certificates/pair-status.ts'
import { pairState } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { certificate, pair } from '../../../world.ts'

const zh = texts('zh-CN')
const wish = { id: 'c', tokenId: 't', days: 1 }

describe('状态提示', () => {
  it('uses the manual’s words when one day is left', () => {
    expect(pairStatus(pair('expiring', wish), zh).sentence).toBe('检查到您的证书还有:1天就要过期, 需要更新')
  })

  it('does not say 0 days on the last day', () => {
    expect(pairStatus(pair('expiring', { ...wish, days: 0 }), zh).sentence).not.toContain('0')
  })

  it.each(pairState.options)(
    'of a pair that is %s has a word, a sentence, a reason and one next step',
    (state) => {
      const status = pairStatus(pair(state, wish), zh)
      expect([status.word, status.sentence, status.why].every((words) => words.length > 1)).toBe(true)
    },
  )

  it.each(['expiring', 'expired'] as const)('of a pair that is %s leads to its renewal', (state) => {
    expect(pairStatus(pair(state, wish), zh).action).toBe('renew')
  })

  it('offers 换发 for an RSA certificate that is still valid', () => {
    const signing = certificate({ ...wish, use: 'both', keyType: 'RSA 2048' })
    expect(pairStatus(pair('valid', wish, { signing, encryption: null }), zh).action).toBe('reissue')
  })

  it('of a certificate without its key promises nothing', () => {
    const status = pairStatus(pair('valid', wish, { usable: false }), zh)
    expect(status).toMatchObject({ tone: 'quiet', action: 'view' })
  })
})
