import { z } from 'zod'

/** What is to be paid for a business that waits for it. */
export const paymentView = z.readonly(
  z.object({
    number: z.string(),
    totalFen: z.int(),
    state: z.enum(['unpaid', 'paid', 'closed', 'refund-due']),
    payUrl: z.string().nullable(),
    /** null: nobody looks transfers up there; the hotline tells where to pay. */
    payee: z.readonly(z.object({ name: z.string(), account: z.string(), bank: z.string() })).nullable(),
  }),
)

export type PaymentView = z.infer<typeof paymentView>
