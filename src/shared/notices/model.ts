import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

export const notice = z.readonly(
  z.object({
    id: z.string(),
    level: z.enum(['info', 'attention', 'problem']),
    report: errorReport,
  }),
)

/** Its part of the snapshot. */
export const noticesSlice = { notices: z.array(notice).readonly() }

export type Notice = z.infer<typeof notice>
