import { describe, expect, it } from 'vitest'
import { explain } from '../../../../src/shared/errors/index.ts'
import { errorReport } from '../../../../src/shared/errors/report.ts'
import {
  type RaErrorData,
  raErrorCodes,
  raErrorOf,
  reportOfRefusal,
} from '../../../../src/shared/ra-contract/index.ts'

const heard = (code: string, params = {}): RaErrorData => {
  const refusal = raErrorOf({ data: { code, params } })
  if (refusal === null) throw new Error(`${code} is no refusal`)
  return refusal
}

/** The refusal with every param of its declaration. */
const whole = (code: string): RaErrorData => {
  const { params } = heard(code)
  return heard(code, Object.fromEntries(Object.keys(params).map((name) => [name, 7])))
}

describe('a refusal of the authority', () => {
  it.each(raErrorCodes)('"%s" fills every figure of its sentence', (code) => {
    const report = reportOfRefusal(whole(code))
    expect(errorReport.parse(report)).toEqual(report)
    for (const language of ['zh-CN', 'en'] as const)
      expect(Object.values(explain(report, language)).join('')).not.toMatch(/[{}–]/)
  })

  it('gives minutes for a pause in seconds', () => {
    const report = reportOfRefusal(heard('account-paused', { seconds: 61, until: 'later' }))
    expect(report).toEqual({ code: 'account-locked', params: { minutes: 2 } })
  })

  it('that is not ready means a payment or a review, as its state says', () => {
    const meant = (state: string) => reportOfRefusal(heard('request-not-ready', { state })).code
    expect(meant('awaiting-payment')).toBe('payment-needed')
    expect(meant('awaiting-review')).toBe('request-waiting')
  })

  it('that came without its params is still reported, with a dash or the usual pause', () => {
    const said = (code: string) => explain(reportOfRefusal(heard(code)), 'zh-CN')
    expect(said('phone-differs').happened).toBe('这个手机号不是为这支 Ukey 预留的，还可以再试 – 次。')
    expect(said('account-paused').happened).toBe('输错次数过多，请在 1 分钟后再试。')
    expect(said('request-refused').happened).toBe('发证机构没有通过这次申请，理由是「–」。')
  })

  it.each([
    [null],
    ['captcha-wrong'],
    [{ code: 'captcha-wrong' }],
    [{ data: { code: 'nobody-knows', params: {} } }],
    [{ data: { code: 'toString', params: {} } }],
    [{ data: { code: 'captcha-wrong', params: { a: {} } } }],
  ])('is not seen in %o', (error) => {
    expect(raErrorOf(error)).toBeNull()
  })
})
