import { z } from 'zod'
import { id, instant, ra, serialNumber, words } from './base.ts'
import { term } from './renewal.ts'
import { told } from './told.ts'

/** Whether a certificate may be upgraded (升级向导). */
export const upgradeStanding = z.discriminatedUnion('may', [
  z.object({ may: z.literal('yes') }),
  /** It is of that kind already. */
  z.object({ may: z.literal('already') }),
  /** 业务专用证书: it serves one business only and stays as it is. */
  z.object({ may: z.literal('business-only') }),
  z.object({ may: z.literal('unfinished'), requestId: id }),
  z.object({ may: z.literal('no'), because: z.enum(['suspended', 'revoked', 'superseded', 'expired']) }),
])
export type RaUpgradeStanding = z.infer<typeof upgradeStanding>

/** 客户类型, and by which number the authority knows such a customer. */
export const customerType = z.object({
  id: told(32),
  name: told(100),
  number: z.enum(['organisation-code', 'registration-number']),
})

export type RaCustomerType = z.infer<typeof customerType>

const tags = ['upgrades']

export const upgrades = {
  check: ra
    .route({
      method: 'GET',
      path: '/upgrades/{serial}',
      tags,
      summary: 'Whether a certificate may be upgraded',
    })
    .input(z.object({ serial: serialNumber }))
    .output(
      z.object({
        standing: upgradeStanding,
        subject: told(2000),
        notAfter: instant,
        customerTypes: z.array(customerType).max(20),
      }),
    ),
  details: ra
    .route({
      method: 'POST',
      path: '/upgrades/{serial}/details',
      tags,
      summary: 'What the authority knows about the holder under this number; a wrong number is refused',
    })
    .input(z.object({ serial: serialNumber, customerType: words(32), number: words(32) }))
    .output(
      z.object({
        /** For the holder to check: labels and values as the authority has them. */
        details: z.array(z.object({ label: told(100), value: told(300) })).max(30),
        terms: z.array(term).max(10),
      }),
    ),
}
