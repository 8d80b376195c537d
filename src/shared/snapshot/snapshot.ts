import { z } from 'zod'
import { aboutSlice } from '../about/model.ts'
import { accountSlice } from '../account/model.ts'
import { announcementsSlice } from '../announcements/model.ts'
import { applicationsSlice } from '../applications/model.ts'
import { connectionSlice } from '../connection/model.ts'
import { diagnosisSlice } from '../diagnosis/model.ts'
import { documentsSlice } from '../documents/model.ts'
import { helpSlice } from '../help/model.ts'
import { identitySlice } from '../identity/model.ts'
import { issuersSlice } from '../issuers/model.ts'
import { noticesSlice } from '../notices/model.ts'
import { notificationsSlice } from '../notifications/model.ts'
import { ordersSlice } from '../orders/model.ts'
import { placesSlice } from '../places/model.ts'
import { policiesSlice } from '../policies/model.ts'
import { promptSlice } from '../prompt/model.ts'
import { remindersSlice } from '../reminders/model.ts'
import { renewalSlice } from '../renewal/model.ts'
import { sealsSlice } from '../seals/model.ts'
import { settingsSlice } from '../settings/model.ts'
import { subscriptionSlice } from '../subscription/model.ts'
import { tokensSlice } from '../tokens/model.ts'
import { transactionsSlice } from '../transactions/model.ts'
import { updatesSlice } from '../updates/model.ts'
import { upgradeSlice } from '../upgrade/model.ts'
import { webSigningSlice } from '../web-signing/model.ts'

/** The number of a snapshot and its time. */
export const stamp = { revision: z.int(), at: z.string() }

/** One slice for each business. */
export const slices = {
  ...aboutSlice,
  ...accountSlice,
  ...announcementsSlice,
  ...applicationsSlice,
  ...connectionSlice,
  ...diagnosisSlice,
  ...documentsSlice,
  ...helpSlice,
  ...identitySlice,
  ...issuersSlice,
  ...noticesSlice,
  ...notificationsSlice,
  ...ordersSlice,
  ...placesSlice,
  ...policiesSlice,
  ...promptSlice,
  ...remindersSlice,
  ...renewalSlice,
  ...sealsSlice,
  ...settingsSlice,
  ...subscriptionSlice,
  ...tokensSlice,
  ...transactionsSlice,
  ...updatesSlice,
  ...upgradeSlice,
  ...webSigningSlice,
}

/** Everything that tray, windows and tests see. Only the main process makes it; nobody edits it. */
export const snapshot = z.readonly(z.object({ ...stamp, ...slices }))

export type Snapshot = z.infer<typeof snapshot>
