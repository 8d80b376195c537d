import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { place } from '../places/place.ts'

/** The sources of notices. A source replaces only its own list. Notices are shown in the order of this list. */
export const noticeSource = z.enum([
  'settings-file',
  'policies',
  'issuer-files',
  'driver-files',
  'machine-key',
  'soft-files',
  'journals',
  'history-file',
  'applications-file',
  'unlockings',
  'default-pin',
  'web-signing',
  'updates',
])

/** What a person can do about a notice. Each verb is the word on its button. */
const noticeAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }).readonly(),
  z
    .object({
      kind: z.literal('go'),
      verb: z.enum(['change-pin', 'continue', 'restore', 'back-up', 'issue', 'check-settings', 'see-update']),
      place,
    })
    .readonly(),
  z.object({ kind: z.literal('act'), verb: z.enum(['open-data-folder']) }).readonly(),
])

export const notice = z.readonly(
  z.object({
    id: z.string(),
    source: noticeSource,
    level: z.enum(['info', 'attention', 'problem']),
    report: errorReport,
    action: noticeAction,
    /** Whether a person can dismiss it. A dismissed notice returns if its cause goes and comes back. */
    dismissable: z.boolean(),
    /** Whether it is also shown as a notification of the system when it comes. */
    announced: z.boolean(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const noticesSlice = { notices: z.array(notice).readonly() }

export type Notice = z.infer<typeof notice>
export type NoticeSource = z.infer<typeof noticeSource>
export type NoticeAction = z.infer<typeof noticeAction>
export type NoticeVerb = Exclude<NoticeAction, { readonly kind: 'none' }>['verb']
