import { assertNever } from '../../shared/assert-never.ts'
import type { Order, OrderItem } from '../store/records.ts'

const itemNames: Readonly<Record<OrderItem['kind'], string>> = {
  'certificate-service': '证书服务费用',
  reissue: '证书补办费用',
}

/** The page on which a person pays an order; null: there is none under this address. */
export function payPage(order: Order | null, now: number): string {
  const year = new Date(now).getUTCFullYear()
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>在线支付</title>
<link rel="stylesheet" href="/pay/pay.css">
</head>
<body><main>${order === null ? unknown : orderPart(order)}<p>演示支付,${year}:不会真正扣款。</p></main></body>
</html>`
}

const unknown = '<h1>没有这笔订单</h1><p>链接不完整或已失效。请回到证书助手,重新打开支付页面。</p>'

function orderPart(order: Order): string {
  return `<h1>在线支付</h1><p>${heading(order)}</p>
<dl>
<dt>业务单号</dt><dd>${escaped(order.number)}</dd>
${order.items.map(itemLine).join('\n')}
<dt>总价</dt><dd class="total">${yuan(order.totalFen)}</dd>
</dl>
${action(order)}`
}

function heading(order: Order): string {
  return order.state === 'unpaid' ? '确认信息无误后,点击「立即支付」。' : '这笔订单的状态如下。'
}

function itemLine(item: OrderItem): string {
  const unit =
    item.kind === 'certificate-service' ? `${yuan(item.unitFen)} / 年 × ${item.quantity}` : yuan(item.unitFen)
  return `<dt>${itemNames[item.kind]}</dt><dd>${unit}</dd>`
}

function action(order: Order): string {
  switch (order.state) {
    case 'unpaid':
      return '<form method="post"><button type="submit">立即支付</button></form>'
    case 'paid':
      return '<p class="done" role="status">✓ 支付成功。可以关闭本页,回到证书助手继续。</p>'
    case 'closed':
      return '<p role="status">申请已结束,这笔订单无需支付。</p>'
    case 'refund-due':
      return '<p role="status">申请没有办成,费用将原路退回。</p>'
    default:
      return assertNever(order.state)
  }
}

function yuan(fen: number): string {
  return `¥ ${(fen / 100).toFixed(2)}`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
