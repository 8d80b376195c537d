import { z } from 'zod'
import { orderState } from '../../shared/ra-contract/order.ts'
import { businesses } from '../../shared/ra-contract/request.ts'

// What an authority and its demonstration's cashier and bank say to each other, as JSON over the loopback address.

const sum = z.number().int().min(0)

/** An order as the authority shows it to the cashier. */
export const shownOrder = z.object({
  orderId: z.string(),
  number: z.string(),
  business: z.enum(businesses),
  reviewed: z.boolean(),
  state: orderState,
  items: z.array(
    z.object({ kind: z.enum(['certificate-service', 'replacement']), unitFen: sum, quantity: sum }),
  ),
  totalFen: sum,
  /** What came in other ways. */
  otherFen: sum,
})
export type ShownOrder = z.infer<typeof shownOrder>

export const pageAsked = z.object({
  order: shownOrder.nullable(),
  language: z.string().max(1000),
  pays: z.boolean(),
})
export const pageAnswer = z.object({ html: z.string() })

export const queryAsked = z.object({ orderId: z.string() })
export const queryAnswer = z.object({
  payments: z.array(z.object({ reference: z.string(), amountFen: sum, at: z.number().int() })),
})

export const refundAsked = z.object({ orderId: z.string(), key: z.string(), amountFen: sum })
/** What was sent under this key, now or before; null: the cashier has less than that. */
export const refundAnswer = z.object({
  sent: z.object({ reference: z.string(), amountFen: sum }).nullable(),
})

const told = z.object({
  payerAccount: z.string(),
  payerName: z.string(),
  amountFen: sum,
  paidOn: z.string(),
  note: z.string(),
})

/** Transfers that a person tells of, and between which days they may lie. */
export const linesAsked = z.object({ told: z.array(told), from: z.number(), until: z.number() })
export const linesAnswer = z.object({ lines: z.array(told.extend({ reference: z.string() })) })

/** How the program is started. It comes as a message: everybody on the machine can read arguments. */
export const settings = z.object({
  role: z.enum(['cashier', 'bank']),
  file: z.string(),
  secret: z.string(),
  /** Where the cashier reports payments. */
  noticeUrl: z.url(),
})
export type Settings = z.infer<typeof settings>

/** The program listens, and this file of it could not be read and lies under another name. */
export const ready = z.object({
  type: z.literal('ready'),
  port: z.number().int(),
  aside: z.string().nullable(),
})
export type Ready = z.infer<typeof ready>
