import { z } from 'zod'
import { id } from './base.ts'
import { told } from './told.ts'

export const accountKinds = ['person', 'legal-entity', 'agency'] as const
export const accountKind = z.enum(accountKinds)
export type AccountKind = z.infer<typeof accountKind>

/** What a client may see of the account it is logged in to. Numbers and addresses are masked. */
export const account = z.object({
  id,
  kind: accountKind,
  userName: told(64),
  applicantName: told(200),
  maskedIdNumber: told(64).nullable(),
  maskedPhone: told(64).nullable(),
  maskedEmail: told(320).nullable(),
  /** false: an account from the old system whose details were never completed (信息补录). */
  complete: z.boolean(),
})
export type RaAccount = z.infer<typeof account>
