import { z } from 'zod'
import { payStyle } from '../demo-money/pay-style.ts'
import { type DemoMoney, shown } from '../payment/demo-services.ts'
import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { readJson } from './body.ts'
import { answer, answerRefusal, type Door, redirect, type Visit } from './visit.ts'

const notice = z.object({ orderId: z.string().max(64) })

const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/**
 * The page of the demonstration's cashier, and the address at which the authority receives notices. Neither the page nor
 * a notice says what was paid: the authority asks the cashier.
 */
export function payDoor(money: DemoMoney): Door {
  return async (visit) => {
    if (visit.path.startsWith('/pay/')) visit.trace.route = 'pay'
    if (visit.path === '/pay/notice' && visit.method === 'POST') return takeNotice(visit)
    if (visit.path === '/pay/pay.css') return answer(visit, 200, 'text/css; charset=utf-8', payStyle)
    const orderId = /^\/pay\/([A-Za-z0-9_-]{8,64})$/.exec(visit.path)?.[1]
    if (orderId === undefined) return false
    const key = new URLSearchParams(visit.search).get('key') ?? ''
    const order = money.mayOpenPage(orderId, key) ? await visit.services.store.order(orderId) : null
    if (order === null) return page(visit, money, 404, null)
    if (visit.method !== 'POST') return page(visit, money, 200, order)
    await html(visit, money, order, true)
    return redirect(visit, 303, `/pay/${order.id}?key=${encodeURIComponent(key)}`)
  }
}

async function html(visit: Visit, money: DemoMoney, order: Order | null, pays: boolean): Promise<string> {
  const { store } = visit.services
  const request = order === null ? null : await store.request(order.requestId)
  const told =
    order === null || request === null ? null : shown(order, request, await store.onlineFen(order.id))
  return money.page(told, (visit.request.headers['accept-language'] ?? '').slice(0, 1000), pays)
}

async function page(visit: Visit, money: DemoMoney, status: number, order: Order | null): Promise<true> {
  return answer(visit, status, 'text/html; charset=utf-8', await html(visit, money, order, false), {
    'content-security-policy': policy,
    'cache-control': 'no-store',
  })
}

/** Answers 200 only if the order has been paid by what the cashier's books say. */
async function takeNotice(visit: Visit): Promise<true> {
  const parsed = notice.safeParse(await readJson(visit.request, 4096))
  if (!parsed.success) return answerRefusal(visit, new Refusal('payment-notice-wrong'))
  const { store, payments } = visit.services
  const known = await store.order(parsed.data.orderId)
  if (known === null) return answerRefusal(visit, new Refusal('payment-notice-wrong'))
  const order = await payments.settle(known.id)
  if (order.receivedFen === 0) return answerRefusal(visit, new Refusal('payment-notice-wrong'))
  return answer(visit, 200, 'application/json', '{"received":true}')
}
