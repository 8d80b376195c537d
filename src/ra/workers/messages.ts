import { z } from 'zod'

/** What a worker tells when it serves. */
export const ready = z.object({
  type: z.literal('ready'),
  url: z.string(),
  operatorUrl: z.string().nullable(),
})
export type Ready = Readonly<z.infer<typeof ready>>

/** What it is told when it shall end. */
export const drain = z.object({ type: z.literal('drain') })
export type Drain = Readonly<z.infer<typeof drain>>

/** The variable of the environment that names a worker's place, from 1. */
export const PLACE = 'RA_WORKER'
