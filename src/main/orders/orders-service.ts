import { AssistantError } from '../../shared/errors/index.ts'
import type { PaymentWays } from '../../shared/models/index.ts'
import type { RaClient, RaOrder } from '../../shared/ra-contract/index.ts'
import type { Shell } from '../shell/shell.ts'
import type { Transactions } from '../transactions/index.ts'
import { isWebPage } from './web-page.ts'

export type OrdersService = {
  /** Opens the page of the payment service in the system's browser. */
  openPayment(transactionId: string): Promise<void>
}

export type OrdersParts = {
  readonly transactions: Pick<Transactions, 'requestOf' | 'clientOf'>
  readonly shell: Pick<Shell, 'openExternal'>
}

type Asked = PaymentWays & { readonly order: RaOrder }

const orderOfRequest = async (client: RaClient, requestId: string): Promise<Asked> => {
  const { request } = await client.requests.get({ requestId })
  if (request.order === null) throw new AssistantError('not-found')
  return client.orders.get({ orderId: request.order.id })
}

/** The orders whose payment businesses wait for. */
export const createOrdersService = (parts: OrdersParts): OrdersService => {
  const { transactions, shell } = parts
  return {
    // Asked again now, because what a waiting business knows about its order may be old.
    openPayment: async (transactionId) => {
      const requestId = transactions.requestOf(transactionId)
      if (requestId === null) throw new AssistantError('transaction-unknown')
      const { order, payUrl } = await orderOfRequest(transactions.clientOf(transactionId), requestId)
      if (payUrl === null)
        throw new AssistantError(order.state === 'unpaid' ? 'payment-not-set-up' : 'request-ended')
      if (!isWebPage(payUrl)) throw new AssistantError('authority-answer-unreadable')
      await shell.openExternal(payUrl)
    },
  }
}
