import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

export const notice = z.readonly(
  z.object({
    id: z.string(),
    level: z.enum(['info', 'attention', 'problem']),
    report: errorReport,
  }),
)

export type Notice = z.infer<typeof notice>
