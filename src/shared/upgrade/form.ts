import { z } from 'zod'

/** What is typed and chosen in 升级向导. It may be wrong or half finished: a draft keeps it as it is. */
export const upgradeForm = z.readonly(
  z.object({
    customerType: z.string().max(32).nullable().default(null),
    number: z.string().max(64).default(''),
    termYears: z.int().nullable().default(null),
  }),
)

/** The moments before the submission, in order. The PIN comes before them, and again at the end: it is never kept. */
export const upgradeMoments = ['certificate', 'type', 'number', 'details', 'term', 'confirm'] as const
export const upgradeMoment = z.enum(upgradeMoments)

export type UpgradeForm = z.output<typeof upgradeForm>
export type UpgradeMoment = z.infer<typeof upgradeMoment>

export const emptyUpgradeForm: UpgradeForm = upgradeForm.parse({})
