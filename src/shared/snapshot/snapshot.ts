import { z } from 'zod'
import { aboutSlice } from '../about/model.ts'
import { accountSlice } from '../account/model.ts'
import { connectionSlice } from '../connection/model.ts'
import { issuersSlice } from '../issuers/model.ts'
import { noticesSlice } from '../notices/model.ts'
import { placesSlice } from '../places/model.ts'
import { promptSlice } from '../prompt/model.ts'
import { remindersSlice } from '../reminders/model.ts'
import { settingsSlice } from '../settings/model.ts'
import { tokensSlice } from '../tokens/model.ts'
import { transactionsSlice } from '../transactions/model.ts'

/** Which snapshot it is, and of when. */
export const stamp = { revision: z.int(), at: z.string() }

/** A slice a business. */
export const slices = {
  ...aboutSlice,
  ...accountSlice,
  ...connectionSlice,
  ...issuersSlice,
  ...noticesSlice,
  ...placesSlice,
  ...promptSlice,
  ...remindersSlice,
  ...settingsSlice,
  ...tokensSlice,
  ...transactionsSlice,
}

/** All that tray, windows and tests see. Made by the main process, never edited elsewhere. */
export const snapshot = z.readonly(z.object({ ...stamp, ...slices }))

export type Snapshot = z.infer<typeof snapshot>
