import { z } from 'zod'
import { fen, id, instant, nothing, ra, serialNumber, years } from './base.ts'
import { keyRule } from './key-rule.ts'
import { orderItem } from './order.ts'
import { told } from './told.ts'

/** A term that can be chosen, its price, and the end of the certificate if it were issued now. */
export const term = z.object({
  years,
  items: z.array(orderItem).max(20),
  totalFen: fen,
  notAfter: instant,
})
export type RaTerm = z.infer<typeof term>

/** Whether a certificate can be renewed now, and how. */
export const renewalStanding = z.discriminatedUnion('may', [
  /** In time: an application on the screen suffices. */
  z.object({ may: z.literal('online') }),
  /** Expired, but within the authority's limit: a signed and stamped form must be uploaded. `until`: the last moment. */
  z.object({ may: z.literal('with-form'), until: instant }),
  z.object({ may: z.literal('too-early'), from: instant }),
  /** Expired for too long: the holder must prove who it is. */
  z.object({ may: z.literal('too-late'), since: instant }),
  /** This certificate is being renewed already, perhaps on another computer. */
  z.object({ may: z.literal('unfinished'), requestId: id, orderNumber: told(64).nullable() }),
  z.object({ may: z.literal('no'), because: z.enum(['suspended', 'revoked', 'superseded']) }),
])
export type RaRenewalStanding = z.infer<typeof renewalStanding>

export const renewalQuote = z.object({
  serial: serialNumber,
  subject: told(2000),
  notAfter: instant,
  standing: renewalStanding,
  terms: z.array(term).max(10),
  /** The oldest client that may renew this certificate now; null: any. */
  minClientVersion: told(32).nullable(),
  agreementVersion: told(64),
  /** How many working days the review takes; null: there is none. */
  reviewDays: z.object({ from: z.number().int().min(0), to: z.number().int().min(0) }).nullable(),
  /** An authority that leaves this out renews with new keys. */
  keys: keyRule.optional(),
})
export type RaRenewalQuote = z.infer<typeof renewalQuote>

/** 电子认证服务协议. */
export const agreement = z.object({
  version: told(64),
  title: told(200),
  /** Numbered by the page, in this order. */
  sections: z.array(z.object({ heading: told(200), paragraphs: z.array(told(2000)).max(50) })).max(50),
})
export type RaAgreement = z.infer<typeof agreement>

const tags = ['renewals']

export const renewals = {
  quote: ra
    .route({
      method: 'GET',
      path: '/renewals/{serial}',
      tags,
      summary: 'Whether a certificate of the account can be renewed now, for which terms and fees',
    })
    .input(z.object({ serial: serialNumber }))
    .output(renewalQuote),
  agreement: ra
    .route({ method: 'GET', path: '/agreement', tags, summary: 'The agreement in force (电子认证服务协议)' })
    .input(nothing)
    .output(agreement),
}
