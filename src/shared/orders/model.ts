import { z } from 'zod'

const payee = z.readonly(z.object({ name: z.string(), account: z.string(), bank: z.string() }))

/** How an order can be paid; an authority may offer both ways, one or none. */
export const paymentWays = z.readonly(
  z.object({
    /** A page of the payment service, at a host that the issuer's file names. */
    payUrl: z.string().nullable(),
    /** Where a transfer goes; null if the authority does not look up transfers. */
    payee: payee.nullable(),
  }),
)

export const orderItem = z.readonly(
  z.object({
    kind: z.enum(['certificate-service', 'replacement']),
    unitFen: z.int(),
    quantity: z.int(),
    sumFen: z.int(),
  }),
)

/** An order that must be paid before the business goes on. */
export const orderToPay = z.readonly(
  z.object({
    /** 业务单号, shown to people. */
    number: z.string(),
    items: z.array(orderItem).readonly(),
    totalFen: z.int(),
    /** What has arrived so far. Transfers may come in parts. */
    receivedFen: z.int(),
    /** null if the owner of the order is not logged in: the authority tells the ways only to the owner. */
    ways: paymentWays.nullable(),
  }),
)

/** A bank transfer, as the person who made it tells it. */
export const transfer = z.readonly(
  z.object({
    payerAccount: z.string().regex(/^[0-9 ]{6,40}$/),
    payerName: z.string().min(1).max(200),
    amountFen: z.int().min(1).max(100_000_000),
    paidOn: z.iso.date(),
    note: z.string().max(200),
  }),
)

const typedText = z.string().max(200)

/** A transfer as it is being typed, with whatever is still wrong in it. */
export const typedTransfer = z.readonly(
  z.object({
    payerAccount: typedText,
    payerName: typedText,
    /** In yuan. */
    amount: typedText,
    paidOn: typedText,
    note: typedText,
  }),
)
/** As many as one order can be told of. */
export const typedTransfers = z.array(typedTransfer).max(10).readonly()

/** found: counted for this order. not-found: no such line on the statement yet. used: it has paid another order. */
export const transferResult = z.enum(['found', 'not-found', 'used'])

export const transferCheck = z.readonly(
  z.object({
    /** One for each transfer, in the same order. */
    results: z.array(transferResult).readonly(),
    totalFen: z.int(),
    receivedFen: z.int(),
    paid: z.boolean(),
  }),
)

/** Money that was paid for a business that was given up or refused, until it was sent back. */
export const refundView = z.readonly(
  z.object({
    id: z.string(),
    issuerId: z.string(),
    holder: z.string(),
    orderNumber: z.string(),
    amountFen: z.int(),
    state: z.enum(['due', 'sent']),
    since: z.string(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const ordersSlice = { refunds: z.array(refundView).readonly() }

export type PaymentWays = z.infer<typeof paymentWays>
export type OrderItem = z.infer<typeof orderItem>
export type OrderToPay = z.infer<typeof orderToPay>
export type Transfer = z.infer<typeof transfer>
export type TypedTransfer = z.infer<typeof typedTransfer>
export type TransferResult = z.infer<typeof transferResult>
export type TransferCheck = z.infer<typeof transferCheck>
export type RefundView = z.infer<typeof refundView>
