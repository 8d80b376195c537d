import { AssistantError } from '../../shared/errors/index.ts'
import type { PaymentWays, Transfer, TransferCheck } from '../../shared/models/index.ts'
import type { RaClient, RaOrder } from '../../shared/ra-contract/index.ts'
import type { Shell } from '../shell/shell.ts'
import type { Transactions } from '../transactions/index.ts'
import type { TypedTransfers } from './typed-transfers.ts'

export type OrdersService = {
  /** Opens the page of the payment service in the system's browser. */
  openPayment(transactionId: string): Promise<void>
  /** Has transfers looked up, and goes on if their sum suffices. */
  reportTransfers(transactionId: string, transfers: readonly Transfer[]): Promise<TransferCheck>
  readonly typedTransfers: Pick<TypedTransfers, 'of' | 'keep'>
  refreshRefunds(): Promise<void>
  dismissRefund(refundId: string): void
}

export type OrdersParts = {
  readonly transactions: Pick<Transactions, 'requestOf' | 'clientOf' | 'resume' | 'authorityOf'>
  readonly shell: Pick<Shell, 'openExternal'>
  readonly typedTransfers: Pick<TypedTransfers, 'of' | 'keep'>
  readonly refunds: { refresh(): Promise<void>; dismiss(id: string): void }
}

type Asked = PaymentWays & { readonly order: RaOrder }

const orderOfRequest = async (client: RaClient, requestId: string): Promise<Asked> => {
  const { request } = await client.requests.get({ requestId })
  if (request.order === null) throw new AssistantError('not-found')
  return client.orders.get({ orderId: request.order.id })
}

/** The orders whose payment businesses wait for. */
export const createOrdersService = (parts: OrdersParts): OrdersService => {
  const { transactions, shell, refunds, typedTransfers } = parts
  // Asked again now, because what a waiting business knows about its order may be old.
  const orderOf = (transactionId: string): Promise<Asked> => {
    const requestId = transactions.requestOf(transactionId)
    if (requestId === null) throw new AssistantError('transaction-unknown')
    return orderOfRequest(transactions.clientOf(transactionId), requestId)
  }
  return {
    typedTransfers,
    openPayment: async (transactionId) => {
      const { order, payUrl } = await orderOf(transactionId)
      if (payUrl === null)
        throw new AssistantError(order.state === 'unpaid' ? 'payment-not-set-up' : 'request-ended')
      const page = transactions.authorityOf(transactionId).payPage(payUrl)
      if (page === null) throw new AssistantError('authority-answer-unreadable')
      await shell.openExternal(page)
    },
    reportTransfers: async (transactionId, transfers) => {
      const { order: before } = await orderOf(transactionId)
      const reported = transfers.map(({ note, ...one }) => ({ ...one, ...(note === '' ? {} : { note }) }))
      const { order, results } = await transactions
        .clientOf(transactionId)
        .orders.reportTransfers({ orderId: before.id, transfers: reported })
      // The page shows at once what has arrived, and goes on if that is enough.
      await transactions.resume(transactionId).catch(() => undefined)
      const { totalFen, receivedFen, state } = order
      return { results, totalFen, receivedFen, paid: state === 'paid' }
    },
    refreshRefunds: () => refunds.refresh(),
    dismissRefund: (refundId) => refunds.dismiss(refundId),
  }
}
