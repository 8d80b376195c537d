import type { RaOrderState } from '../../shared/ra-contract/order.ts'
import type { RaBusiness } from '../../shared/ra-contract/request.ts'
import type { ShownOrder } from './messages.ts'

const zh = {
  language: 'zh-CN',
  title: '在线支付',
  titles: {
    issue: '证书签发 · 缴费',
    reissue: '证书换发 · 缴费',
    renew: '证书续期 · 缴费',
    replacement: '证书补办 · 缴费',
    upgrade: '证书升级 · 缴费',
  } as Record<RaBusiness, string>,
  stepsName: '办理步骤',
  steps: { apply: '填写申请', pay: '缴费', review: '等待审核', install: '安装证书', renew: '安装新证书' },
  check: '确认信息无误后，点击「立即支付」。',
  ended: '这笔订单的状态如下。',
  number: '业务单号',
  total: '总价',
  pay: '立即支付',
  perYear: (price: string, years: number) => `${price} / 年 × ${years}`,
  items: { 'certificate-service': '证书服务费用', replacement: '证书补办费用' } as Record<
    ShownOrder['items'][number]['kind'],
    string
  >,
  states: {
    unpaid: '',
    paid: '支付成功。可以关闭本页，回到证书助手继续。',
    closed: '申请已结束，这笔订单无需支付。',
    'refund-due': '申请没有办成，费用将原路退回。',
    refunded: '申请没有办成，费用已原路退回。',
  } as Record<RaOrderState, string>,
  unknown: '没有这笔订单',
  unknownNext: '链接不完整或已失效。请回到证书助手，重新打开支付页面。',
  demo: '这是演示支付，不会真正扣款。',
}

type PayWords = typeof zh

const en: PayWords = {
  language: 'en',
  title: 'Payment',
  titles: {
    issue: 'Certificate · payment',
    reissue: 'Reissue · payment',
    renew: 'Renewal · payment',
    replacement: 'Replacement · payment',
    upgrade: 'Upgrade · payment',
  },
  stepsName: 'Steps',
  steps: {
    apply: 'Application',
    pay: 'Payment',
    review: 'Review',
    install: 'Install',
    renew: 'Install the new one',
  },
  check: 'Check the order, then choose “Pay now”.',
  ended: 'This is how the order stands.',
  number: 'Order number',
  total: 'Total',
  pay: 'Pay now',
  perYear: (price, years) => `${price} a year × ${years}`,
  items: { 'certificate-service': 'Certificate service', replacement: 'Replacement of a certificate' },
  states: {
    unpaid: '',
    paid: 'Paid. You may close this page and go on in the certificate assistant.',
    closed: 'The request has ended; nothing is to be paid.',
    'refund-due': 'The request was not granted; the fee will be returned.',
    refunded: 'The request was not granted; the fee has been returned.',
  },
  unknown: 'There is no such order',
  unknownNext:
    'The link is incomplete or no longer valid. Open the payment page again from the certificate assistant.',
  demo: 'This is a demonstration: nothing is charged.',
}

/** Chinese, unless the browser asks for another language first. */
export function payWords(acceptLanguage: string | undefined): PayWords {
  const first = (acceptLanguage ?? '').trim().toLowerCase()
  return first === '' || first === '*' || first.startsWith('zh') ? zh : en
}

export type { PayWords }
