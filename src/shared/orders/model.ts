import { z } from 'zod'

const payee = z.readonly(z.object({ name: z.string(), account: z.string(), bank: z.string() }))

/** How an order can be paid; an authority may offer both ways, one or none. */
export const paymentWays = z.readonly(
  z.object({
    /** A page of the payment service. */
    payUrl: z.string().nullable(),
    /** Where a transfer goes; null: nobody looks transfers up there. */
    payee: payee.nullable(),
  }),
)

/** An order that must be paid before the business goes on. */
export const orderToPay = z.readonly(
  z.object({
    /** 业务单号, for people. */
    number: z.string(),
    totalFen: z.int(),
    /** null: the authority tells them only to the one whose order it is, who is not logged in now. */
    ways: paymentWays.nullable(),
  }),
)

export type PaymentWays = z.infer<typeof paymentWays>
export type OrderToPay = z.infer<typeof orderToPay>
