import { issuance } from './issuance/business.ts'
import { replacement } from './replacement/business.ts'
import type { Businesses } from './transactions/index.ts'

/** Every business that is a transaction, under the kind that its journal names. */
export const businesses: Businesses = { issue: issuance, replacement }
