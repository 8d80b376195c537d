import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

/** How the system's own certificate store stands: one line of the system check. */
export const storeFinding = z.readonly(
  z.object({
    state: z.enum(['off', 'fine', 'absent', 'failed']),
    store: z.string(),
    registered: z.int(),
    /** This system's commands were run against the real store when the program was made. */
    verified: z.boolean(),
    report: errorReport.nullable(),
  }),
)

export type StoreFinding = z.infer<typeof storeFinding>
