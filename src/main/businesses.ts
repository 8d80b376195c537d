import { issuance } from './issuance/business.ts'
import { renewalWith } from './renewal/business.ts'
import type { RenewalDrafts } from './renewal/renewal-drafts.ts'
import { replacement } from './replacement/business.ts'
import type { Businesses } from './transactions/index.ts'
import { upgradeWith } from './upgrade/business.ts'
import type { UpgradeBook } from './upgrade/upgrade-book.ts'

/** Every business that is a transaction, under the kind that its journal names. */
export const businessesWith = (
  drafts: Pick<RenewalDrafts, 'whole'>,
  upgrades: Pick<UpgradeBook, 'certified'>,
): Businesses => ({
  issue: issuance,
  replacement,
  renew: renewalWith(drafts),
  upgrade: upgradeWith(upgrades),
})
