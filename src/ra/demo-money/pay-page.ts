import type { ShownOrder } from './messages.ts'
import type { PayWords } from './pay-words.ts'

/** The page on which a person pays an order; null means that there is none at this address. */
export function payPage(order: ShownOrder | null, words: PayWords): string {
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="stylesheet" href="/pay/pay.css">
</head>
<body><main>
${order === null ? unknownPart(words) : orderPart(order, words)}
<p class="note">${words.demo}</p>
</main></body>
</html>`
}

function unknownPart(words: PayWords): string {
  return `<h1>${words.unknown}</h1><p>${words.unknownNext}</p>`
}

function orderPart(order: ShownOrder, words: PayWords): string {
  return `<h1>${words.titles[order.business]}</h1>
${stepsPart(order, words)}
<p>${order.state === 'unpaid' ? words.check : words.ended}</p>
<dl>
<dt>${words.number}</dt><dd>${escaped(order.number)}</dd>
${order.items.map((item) => itemLine(item, words)).join('\n')}
<dt>${words.total}</dt><dd class="total">${yuan(order.totalFen)}</dd>
</dl>
${action(order, words)}`
}

/** The steps of the business, with the present one marked. */
function stepsPart({ business, reviewed, state }: ShownOrder, words: PayWords): string {
  const install = business === 'renew' || business === 'upgrade' ? words.steps.renew : words.steps.install
  const steps = [words.steps.apply, words.steps.pay, ...(reviewed ? [words.steps.review] : []), install]
  const present = state === 'paid' ? 2 : 1
  const items = steps.map((step, i) => `<li${i === present ? ' aria-current="step"' : ''}>${step}</li>`)
  return `<ol class="steps" aria-label="${words.stepsName}">${items.join('')}</ol>`
}

function itemLine(item: ShownOrder['items'][number], words: PayWords): string {
  const price = yuan(item.unitFen)
  const sum = item.kind === 'certificate-service' ? words.perYear(price, item.quantity) : price
  return `<dt>${words.items[item.kind]}</dt><dd>${sum}</dd>`
}

function action(order: ShownOrder, words: PayWords): string {
  if (order.state === 'unpaid') {
    return `<form method="post"><button type="submit">${words.pay}</button></form>`
  }
  const done = order.state === 'paid'
  return `<p${done ? ' class="done"' : ''} role="status">${done ? '✓ ' : ''}${words.states[order.state]}</p>`
}

function yuan(fen: number): string {
  return `¥ ${(fen / 100).toFixed(2)}`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
