import { z } from 'zod'
import { aboutView } from '../about/model.ts'
import { accountState } from '../account/model.ts'
import { connection } from '../connection/model.ts'
import { issuerView } from '../issuers/model.ts'
import { notice } from '../notices/model.ts'
import { navigation } from '../places/model.ts'
import { promptView } from '../prompt/model.ts'
import { reminderView } from '../reminders/model.ts'
import { settings } from '../settings/model.ts'
import { deviceTrouble, driverView, tokenView } from '../tokens/model.ts'
import { transactionView } from '../transactions/model.ts'

/** All that tray, windows and tests see. Made by the main process, never edited elsewhere. */
export const snapshot = z.readonly(
  z.object({
    revision: z.int(),
    at: z.string(),
    /** The first look for tokens is over; before that "nothing plugged in" is not known. */
    settled: z.boolean(),
    about: aboutView,
    settings,
    issuer: issuerView,
    issuers: z.array(issuerView).readonly(),
    connection,
    account: accountState,
    tokens: z.array(tokenView).readonly(),
    troubles: z.array(deviceTrouble).readonly(),
    drivers: z.array(driverView).readonly(),
    transactions: z.array(transactionView).readonly(),
    notices: z.array(notice).readonly(),
    /** Certificates whose end is near or past and that do not rest, the soonest first. */
    reminders: z.array(reminderView).readonly(),
    prompt: promptView.nullable(),
    navigation,
  }),
)

export type Snapshot = z.infer<typeof snapshot>
