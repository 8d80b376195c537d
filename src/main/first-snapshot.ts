import type { Settings, Snapshot } from '../shared/models/index.ts'
import type { Policies } from '../shared/policies/table.ts'
import { firstAbout } from './about/first.ts'
import { firstAccounts } from './account/first.ts'
import { firstAnnouncements } from './announcements/first.ts'
import { firstApplicationsSlice } from './applications/first.ts'
import { firstConnections } from './connection/first.ts'
import { firstDiagnosis } from './diagnosis/first.ts'
import { firstDocuments } from './documents/first.ts'
import { firstHelp } from './help/first.ts'
import { firstIdentity } from './identity/first.ts'
import { firstIssuers } from './issuers/first.ts'
import type { IssuerSet } from './issuers/issuers.ts'
import { firstNotices } from './notices/first.ts'
import { firstNotifications } from './notifications/first.ts'
import { firstOrders } from './orders/first.ts'
import { firstPlace } from './places/first.ts'
import { firstPolicies } from './policies/first.ts'
import { firstPrompt } from './prompt/first.ts'
import { firstReminders } from './reminders/first.ts'
import { firstRenewal } from './renewal/first.ts'
import { firstSeals } from './seals/first.ts'
import { firstSubscription } from './subscription/first.ts'
import { firstTokens } from './tokens/first.ts'
import { firstTransactions } from './transactions/first.ts'
import { firstUpdates } from './updates/first.ts'
import { firstUpgrade } from './upgrade/first.ts'
import { firstWebSigning } from './web-signing/first.ts'

/** What is known before any search: the first slice of each business. */
export const firstSnapshot = (
  known: Parameters<typeof firstAbout>[0] & {
    readonly settings: Settings
    readonly policies: Policies
    readonly issuerSet: IssuerSet
  },
): Omit<Snapshot, 'revision' | 'at'> => ({
  settings: known.settings,
  ...firstAbout(known),
  ...firstAccounts,
  ...firstAnnouncements,
  ...firstApplicationsSlice,
  ...firstConnections,
  ...firstDocuments,
  ...firstHelp,
  ...firstIdentity,
  ...firstIssuers(known.issuerSet, known.settings.issuerId),
  ...firstDiagnosis,
  ...firstNotices,
  ...firstNotifications,
  ...firstOrders,
  ...firstPlace,
  ...firstPolicies(known.policies),
  ...firstPrompt,
  ...firstReminders,
  ...firstRenewal,
  ...firstSeals,
  ...firstSubscription,
  ...firstTokens,
  ...firstTransactions,
  ...firstUpdates,
  ...firstUpgrade,
  ...firstWebSigning,
})
