import { join } from 'node:path'
import type { Sealing } from '../ca/sealing.ts'
import { type Clock, DAY } from '../clock.ts'
import {
  linesAnswer,
  pageAnswer,
  queryAnswer,
  refundAnswer,
  type ShownOrder,
} from '../demo-money/messages.ts'
import { sameText } from '../random.ts'
import type { Order } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Bank } from './bank.ts'
import { type DemoProcess, demoProcess } from './demo-process.ts'
import type { PaymentService } from './service.ts'

/** The demonstration's cashier and bank, each in a process of its own. */
export type DemoMoney = {
  readonly service: PaymentService
  readonly bank: Bank
  readonly mayOpenPage: (orderId: string, key: string) => boolean
  /** The page of an order, or of none; `pays`: its button was pressed. */
  readonly page: (order: ShownOrder | null, language: string, pays: boolean) => Promise<string>
  readonly cashier: DemoProcess
  /** What was paid while the authority was away is reported again. */
  readonly wake: () => void
  readonly stop: () => void
}

type Parts = {
  readonly dataDir: string
  readonly sealing: Sealing
  readonly publicUrl: string
  /** Where this authority listens. */
  readonly url: string
  readonly clock: Clock
  readonly log: (line: string) => void
}

const payee = {
  name: '证书助手演示认证机构',
  account: '0000 0000 0000 0000 000',
  bank: '演示银行（不收款）',
}

export function demoMoney({ dataDir, sealing, publicUrl, url, clock, log }: Parts): DemoMoney {
  const shared = { noticeUrl: `${url}/pay/notice`, log }
  const cashier = demoProcess({ role: 'cashier', file: join(dataDir, 'demo-cashier.json'), ...shared })
  const bank = demoProcess({ role: 'bank', file: join(dataDir, 'demo-bank.json'), ...shared })
  const pageKey = (orderId: string) => sealing.mac('payment-page', orderId)
  return {
    service: {
      create: async (order) => `${publicUrl}/pay/${order.id}?key=${pageKey(order.id)}`,
      query: async (orderId) => {
        if (!cashier.hasBooks()) return []
        return (await cashier.ask('/query', { orderId }, queryAnswer)).payments
      },
      refund: async (refund) => {
        const { sent } = await cashier.ask('/refund', refund, refundAnswer)
        if (sent === null) throw new Refusal('refund-reference-missing')
        return sent
      },
    },
    bank: {
      payee,
      newLines: async (order, transfers) => {
        const told = transfers.map((one) => ({ ...one, note: one.note ?? '' }))
        const days = { from: order.createdAt - 2 * DAY, until: clock() + DAY }
        return (await bank.ask('/lines', { told, ...days }, linesAnswer)).lines
      },
    },
    mayOpenPage: (orderId, key) => sameText(key, pageKey(orderId)),
    page: async (order, language, pays) =>
      (await cashier.ask('/page', { order, language, pays }, pageAnswer)).html,
    cashier,
    wake: cashier.wake,
    stop: () => {
      cashier.stop()
      bank.stop()
    },
  }
}

export function shown(
  order: Order,
  request: Pick<ShownOrder, 'business'> & { readonly review: unknown },
  onlineFen: number,
): ShownOrder {
  const { id: orderId, number, state, totalFen } = order
  return {
    ...{ orderId, number, state, totalFen },
    business: request.business,
    reviewed: request.review !== null,
    items: order.items.map(({ kind, unitFen, quantity }) => ({ kind, unitFen, quantity })),
    otherFen: Math.max(0, order.receivedFen - onlineFen),
  }
}
