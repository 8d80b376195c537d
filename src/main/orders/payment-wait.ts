import { type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'
import type { PaymentWays, WaitFor } from '../../shared/models/index.ts'
import type { RaClient, RaOrder } from '../../shared/ra-contract/index.ts'

/** Says which pages of a payment service may be opened: those at the hosts that the issuer's file names. */
export type PayPages = { readonly payPage: (address: string) => string | null }

/** The owner of the order is not logged in: the order is still known, but not the ways to pay it. */
const notTold: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['login-needed', 'login-expired', 'not-found'])

const waysOf = async (
  owner: () => RaClient,
  orderId: string,
  { payPage }: PayPages,
): Promise<PaymentWays | null> => {
  try {
    const { payUrl, payee } = await owner().orders.get({ orderId })
    return { payUrl: payUrl === null ? null : payPage(payUrl), payee }
  } catch (error) {
    if (isAssistantError(error) && notTold.has(error.code)) return null
    throw error
  }
}

/** What a business that waits for its payment shows about the order. `owner` speaks for the person who began it. */
export const paymentWait = async (
  owner: () => RaClient,
  { id, number, items, totalFen, receivedFen, createdAt }: RaOrder,
  pages: PayPages,
): Promise<WaitFor<'payment'>> => ({
  for: 'payment',
  since: createdAt,
  order: { number, items, totalFen, receivedFen, ways: await waysOf(owner, id, pages) },
})
