import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { place } from '../places/place.ts'

/** Who tells of something. A source replaces its own list and no other; theirs is the order in which they are shown. */
export const noticeSource = z.enum([
  'settings-file',
  'issuer-files',
  'driver-files',
  'machine-key',
  'soft-files',
  'journals',
  'history-file',
  'unlockings',
  'default-pin',
])

/** What a person can do about it; each verb is the word on its button. */
const noticeAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }).readonly(),
  z
    .object({
      kind: z.literal('go'),
      verb: z.enum(['change-pin', 'continue', 'restore', 'back-up', 'issue', 'check-settings']),
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
    /** One that was dismissed comes back once its cause has gone and come again. */
    dismissable: z.boolean(),
    /** Told as a notification of the system as well, when it comes. */
    announced: z.boolean(),
  }),
)

/** Its part of the snapshot. */
export const noticesSlice = { notices: z.array(notice).readonly() }

export type Notice = z.infer<typeof notice>
export type NoticeSource = z.infer<typeof noticeSource>
export type NoticeAction = z.infer<typeof noticeAction>
export type NoticeVerb = Exclude<NoticeAction, { readonly kind: 'none' }>['verb']
