import { z } from 'zod'

const payee = z.readonly(z.object({ name: z.string(), account: z.string(), bank: z.string() }))

/** How an order can be paid; an authority may offer both ways, one or none. */
export const paymentWays = z.readonly(
  z.object({
    /** A page of the payment service. */
    payUrl: z.string().nullable(),
    /** Where a transfer goes; null if the authority does not look up transfers. */
    payee: payee.nullable(),
  }),
)

/** An order that must be paid before the business goes on. */
export const orderToPay = z.readonly(
  z.object({
    /** 业务单号, shown to people. */
    number: z.string(),
    totalFen: z.int(),
    /** null if the owner of the order is not logged in: the authority tells the ways only to the owner. */
    ways: paymentWays.nullable(),
  }),
)

export type PaymentWays = z.infer<typeof paymentWays>
export type OrderToPay = z.infer<typeof orderToPay>
