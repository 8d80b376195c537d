import { describe, expect, it } from 'vitest'
import type { ShownOrder } from '../../../../src/ra/demo-money/messages.ts'
import { payPage } from '../../../../src/ra/demo-money/pay-page.ts'
import { payWords } from '../../../../src/ra/demo-money/pay-words.ts'

const words = payWords('zh')
const order: ShownOrder = {
  ...{
    orderId: 'o',
    number: '<01&"\'>',
    business: 'renew',
    reviewed: true,
    state: 'unpaid',
    totalFen: 12_305,
  },
  ...{ items: [{ kind: 'certificate-service', unitFen: 6000, quantity: 2 }], otherFen: 0 },
}
const page = (more: Partial<ShownOrder> = {}) => payPage({ ...order, ...more }, words)
const steps = (html: string) =>
  [...html.matchAll(/<li( aria-current="step")?>([^<]+)/g)].map(([, now, step]) => (now ? `[${step}]` : step))

describe('the page of an order', () => {
  it('says what is paid, in yuan', () => {
    expect(page()).toContain('<dd class="total">¥ 123.05</dd>')
    expect(page()).toContain('<dt>证书服务费用</dt><dd>¥ 60.00 / 年 × 2</dd>')
    expect(page({ items: [{ kind: 'replacement', unitFen: 5, quantity: 1 }] })).toContain(
      '<dt>证书补办费用</dt><dd>¥ 0.05</dd>',
    )
    expect(page()).toContain('<h1>证书续期 · 缴费</h1>')
    expect(page()).toContain('<dd>&#60;01&#38;&#34;&#39;&#62;</dd>')
  })

  it.each<[Partial<ShownOrder>, readonly string[]]>([
    [{}, ['填写申请', '[缴费]', '等待审核', '安装新证书']],
    [{ reviewed: false, state: 'paid' }, ['填写申请', '缴费', '[安装新证书]']],
    [{ state: 'paid', business: 'replacement' }, ['填写申请', '缴费', '[等待审核]', '安装证书']],
    [{ state: 'closed', business: 'upgrade' }, ['填写申请', '[缴费]', '等待审核', '安装新证书']],
    [{ business: 'issue', reviewed: false }, ['填写申请', '[缴费]', '安装证书']],
  ])('with %o shows the steps %j', (more, shown) => {
    expect(steps(page(more))).toEqual(shown)
  })

  it('has a button only while it is unpaid', () => {
    const button = '<form method="post"><button type="submit">立即支付</button></form>'
    expect(page()).toContain(button)
    expect(page()).toContain(`<p>${words.check}</p>`)
    expect(page({ state: 'paid' })).toContain(`<p class="done" role="status">✓ ${words.states.paid}</p>`)
    for (const state of ['closed', 'refund-due', 'refunded'] as const) {
      expect(page({ state })).toContain(`<p role="status">${words.states[state]}</p>`)
      expect(page({ state })).toContain(`<p>${words.ended}</p>`)
      expect(page({ state })).not.toContain('<form')
    }
  })

  it('is one for no order, too', () => {
    const none = payPage(null, words)
    expect(none).toContain(`<h1>${words.unknown}</h1><p>${words.unknownNext}</p>`)
    expect(none).toContain(`<p class="note">${words.demo}</p>`)
    expect(none).toContain('<html lang="zh-CN">')
    expect(none).not.toContain('<form')
  })
})
