import { z } from 'zod'
import { errorOf, isAssistantError, reportOf } from '../../../shared/errors/index.ts'
import { errorReport } from '../../../shared/errors/report.ts'

/** An error on its way between two processes; `words` are for the log. */
export const failure = z.object({ report: errorReport.nullable(), words: z.string() }).readonly()
export type Failure = z.infer<typeof failure>

export const failureOf = (error: unknown): Failure => ({
  report: isAssistantError(error) ? reportOf(error) : null,
  words: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
})

export const errorIn = ({ report, words }: Failure): Error =>
  report === null ? new Error(words) : errorOf(report)
