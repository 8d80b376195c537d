import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

/** The state of the system's own certificate store, as one line of the system check. */
export const storeFinding = z.readonly(
  z.object({
    state: z.enum(['off', 'fine', 'absent', 'failed']),
    store: z.string(),
    registered: z.int(),
    /** Whether this system's commands were tested with the real store before the release. */
    verified: z.boolean(),
    report: errorReport.nullable(),
  }),
)

export type StoreFinding = z.infer<typeof storeFinding>
