import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { orderToPay } from '../orders/model.ts'

const payment = z.object({ for: z.literal('payment'), since: z.string(), order: orderToPay })

const review = z.object({
  for: z.literal('review'),
  since: z.string(),
  /** When the wait should end; null if the authority does not say. */
  expected: z.string().nullable(),
})

const correction = z.object({
  for: z.literal('correction'),
  since: z.string(),
  /** What the reviewer wrote. */
  reason: z.string(),
  /** What must be corrected. */
  fields: z.array(z.enum(['handler', 'recipient', 'invoice', 'attachments', 'other'])).readonly(),
})

const network = z.object({
  for: z.literal('network'),
  since: z.string(),
  /** Why the authority could not be reached. */
  report: errorReport,
  /** When the next try comes by itself; null while that is not decided. */
  nextTry: z.string().nullable(),
})

const person = z.object({
  for: z.literal('person'),
  /**
   * What the person is asked for: the PIN, a new PIN for a soft token that will be made, the token itself, or only to
   * go on.
   */
  asked: z.enum(['pin', 'new-pin', 'token', 'go-on']),
})

/** What an unfinished business waits for. Nothing is wrong with it. */
export const wait = z.readonly(z.discriminatedUnion('for', [payment, review, correction, network, person]))

export type Wait = z.infer<typeof wait>
export type WaitFor<For extends Wait['for']> = Extract<Wait, { readonly for: For }>
