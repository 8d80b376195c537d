import { z } from 'zod'
import { accountState } from './account.ts'
import { reminderView } from './care.ts'
import { connection, issuerView } from './issuer.ts'
import { settings } from './settings.ts'
import { deviceTrouble, driverView, tokenView } from './token.ts'
import { errorReport, transactionView } from './transaction.ts'

export const shellKind = z.enum(['electron', 'web'])

/** The places a window can be sent to from the tray or a notification. */
export const route = z.enum([
  'home',
  'certificates',
  'replacement',
  'issue',
  'login',
  'services',
  'diagnostics',
  'settings/user',
  'settings/general',
  'settings/certificates',
  'settings/about',
])

export const notice = z.readonly(
  z.object({
    id: z.string(),
    level: z.enum(['info', 'attention', 'problem']),
    report: errorReport,
  }),
)

/** A question that only the assistant's own window may ask: a PIN or a consent. */
export const promptView = z.readonly(
  z.object({
    id: z.string(),
    kind: z.enum(['pin', 'consent']),
    /** Who asks, in words the person knows; null when it is the assistant itself. */
    asker: z.string().nullable(),
    purpose: z.enum(['sign', 'login', 'decrypt', 'issue', 'change-pin', 'unlock', 'delete']),
    tokenId: z.string().nullable(),
    certificateId: z.string().nullable(),
    expiresAt: z.string().nullable(),
  }),
)

export const aboutView = z.readonly(
  z.object({
    version: z.string(),
    shell: shellKind,
    runtime: z.string(),
    system: z.string(),
    dataFolder: z.string(),
    logFolder: z.string(),
  }),
)

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
    /** Where the window was last sent to, and for which token; `sequence` rises with every sending. */
    navigation: z.readonly(z.object({ sequence: z.int(), route, tokenId: z.string().nullable() })),
  }),
)

export type ShellKind = z.infer<typeof shellKind>
export type Route = z.infer<typeof route>
export type Notice = z.infer<typeof notice>
export type PromptView = z.infer<typeof promptView>
export type AboutView = z.infer<typeof aboutView>
export type Snapshot = z.infer<typeof snapshot>
