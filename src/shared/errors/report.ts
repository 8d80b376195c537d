import { z } from 'zod'
import { errorCode } from './codes.ts'

/** An error as it crosses a border: its entry in the catalogue and the figures its sentence needs. */
export const errorReport = z.readonly(
  z.object({
    code: errorCode,
    params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
  }),
)

export type ErrorReport = z.infer<typeof errorReport>
