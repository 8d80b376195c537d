import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { pageAsked, queryAsked, type refundAnswer, refundAsked, type ShownOrder } from './messages.ts'
import { payPage } from './pay-page.ts'
import { payWords } from './pay-words.ts'
import { type StateFile, stateFile } from './state-file.ts'

const movement = z.object({ reference: z.string(), amountFen: z.number(), at: z.number() })
const purse = z.object({
  payments: z.array(movement),
  refunds: z.array(movement.extend({ key: z.string() })),
  /** The authority does not know of the last payment yet. */
  unreported: z.boolean(),
})
const state = z.object({ orders: z.record(z.string(), purse) })

type Purse = z.infer<typeof purse>
type State = z.infer<typeof state>

const empty: Purse = { payments: [], refunds: [], unreported: false }

const sumOf = (movements: readonly { readonly amountFen: number }[]): number =>
  movements.reduce((sum, { amountFen }) => sum + amountFen, 0)

/** The payment service of a demonstration. It charges nothing, but it keeps books as a real one would. */
export function cashier(file: string, report: (orderId: string) => Promise<boolean>) {
  const books: StateFile<State> = stateFile(file, (value) => state.parse(value), { orders: {} })
  const of = (orderId: string): Purse => books.read().orders[orderId] ?? empty
  const put = (orderId: string, next: Purse): void =>
    books.write({ orders: { ...books.read().orders, [orderId]: next } })
  const reportOne = async (orderId: string): Promise<void> => {
    if (await report(orderId)) put(orderId, { ...of(orderId), unreported: false })
  }
  const pay = async (order: ShownOrder): Promise<ShownOrder> => {
    const before = of(order.orderId)
    const amountFen = outstanding(order, before)
    if (order.state !== 'unpaid' || amountFen <= 0) return order
    const payment = { reference: `P${randomBytes(12).toString('hex')}`, amountFen, at: Date.now() }
    put(order.orderId, { ...before, payments: [...before.payments, payment], unreported: true })
    // It is paid, whether the authority hears of it now or later.
    await reportOne(order.orderId).catch(() => {})
    return { ...order, state: 'paid' }
  }
  return {
    aside: books.aside,
    /** Reports again what the authority may not have heard. */
    reportAgain: async (): Promise<void> => {
      for (const [orderId, { unreported }] of Object.entries(books.read().orders)) {
        if (unreported) await reportOne(orderId)
      }
    },
    answer: async (path: string, body: unknown): Promise<object | null> => {
      switch (path) {
        case '/page': {
          const { order, language, pays } = pageAsked.parse(body)
          const shown = order !== null && pays ? await pay(order) : order
          const isPaid = shown !== null && outstanding(shown, of(shown.orderId)) <= 0
          const state = shown?.state === 'unpaid' && isPaid ? 'paid' : shown?.state
          const html = payPage(
            shown === null || state === undefined ? null : { ...shown, state },
            payWords(language),
          )
          return { html }
        }
        case '/query':
          return { payments: of(queryAsked.parse(body).orderId).payments }
        case '/refund': {
          const { orderId, key, amountFen } = refundAsked.parse(body)
          return { sent: refund(of(orderId), key, amountFen, (next) => put(orderId, next)) }
        }
        default:
          return null
      }
    },
  }
}

function outstanding({ totalFen, otherFen }: ShownOrder, { payments, refunds }: Purse): number {
  return totalFen - otherFen - sumOf(payments) + sumOf(refunds)
}

type Sent = NonNullable<z.infer<typeof refundAnswer>['sent']>

/** What was sent under this key, now or before; null if there is less than that. */
function refund(before: Purse, key: string, amountFen: number, put: (next: Purse) => void): Sent | null {
  const known = before.refunds.find((one) => one.key === key)
  if (known !== undefined) return { reference: known.reference, amountFen: known.amountFen }
  if (amountFen > sumOf(before.payments) - sumOf(before.refunds)) return null
  const made = { key, reference: `R${randomBytes(12).toString('hex')}`, amountFen, at: Date.now() }
  put({ ...before, refunds: [...before.refunds, made] })
  return { reference: made.reference, amountFen }
}
