import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

/** The state of the certificate by which pages of https sites reach the assistant over TLS. */
export const loopbackTrustFinding = z.readonly(
  z.object({
    state: z.enum(['off', 'trusted', 'failed']),
    /** The kinds of the stores that hold it; one browser may have several. */
    stores: z.array(z.enum(['chromium', 'firefox', 'windows', 'macos'])).readonly(),
    notAfter: z.iso.datetime().nullable(),
    report: errorReport.nullable(),
  }),
)

export type LoopbackTrustFinding = z.infer<typeof loopbackTrustFinding>
