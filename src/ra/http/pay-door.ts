import { z } from 'zod'
import { DAY } from '../clock.ts'
import { payPage } from '../payment/pay-page.ts'
import { payStyle } from '../payment/pay-style.ts'
import { payWords } from '../payment/pay-words.ts'
import type { SimulatedPayments } from '../payment/payment.ts'
import { randomId } from '../random.ts'
import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { readJson } from './body.ts'
import { answer, answerRefusal, type Door, redirect, type Visit } from './visit.ts'

const notice = z.object({
  orderId: z.string().max(64),
  amountFen: z.number().int(),
  reference: z.string().max(64),
  paidAt: z.number().int(),
  signature: z.string().max(100),
})

const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/**
 * The page of the simulated payment service, and the address at which the authority receives its notices. The page
 * never changes an order itself; it sends a signed notice, like a real service.
 */
export function payDoor(service: SimulatedPayments): Door {
  return async (visit) => {
    if (visit.path === '/pay/notice' && visit.method === 'POST') return takeNotice(visit)
    if (visit.path === '/pay/pay.css') return answer(visit, 200, 'text/css; charset=utf-8', payStyle)
    const orderId = /^\/pay\/([A-Za-z0-9_-]{8,64})$/.exec(visit.path)?.[1]
    if (orderId === undefined) return false
    const key = new URLSearchParams(visit.search).get('key') ?? ''
    if (!service.mayOpenPage(orderId, key)) return page(visit, 404, null)
    const order = await visit.services.store.order(orderId)
    if (order === null) return page(visit, 404, null)
    return visit.method === 'POST' ? pay(visit, service, order, key) : page(visit, 200, order)
  }
}

function page(visit: Visit, status: number, order: Order | null): true {
  const html = payPage(order, payWords(visit.request.headers['accept-language']))
  return answer(visit, status, 'text/html; charset=utf-8', html, {
    'content-security-policy': policy,
    'cache-control': 'no-store',
  })
}

async function pay(visit: Visit, service: SimulatedPayments, order: Order, key: string): Promise<true> {
  const { payments, clock } = visit.services
  if (order.state === 'unpaid' && order.createdAt + 90 * DAY > clock()) {
    const paid = {
      orderId: order.id,
      amountFen: order.totalFen,
      reference: `P${randomId()}`,
      paidAt: clock(),
    }
    await payments.receive(service.sign(paid))
  }
  return redirect(visit, 303, `/pay/${order.id}?key=${encodeURIComponent(key)}`)
}

async function takeNotice(visit: Visit): Promise<true> {
  const parsed = notice.safeParse(await readJson(visit.request, 4096))
  if (!parsed.success) return answerRefusal(visit, new Refusal('payment-notice-wrong'))
  await visit.services.payments.receive(parsed.data)
  return answer(visit, 200, 'application/json', '{"received":true}')
}
