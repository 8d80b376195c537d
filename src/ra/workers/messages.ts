import { z } from 'zod'
import { figures } from '../metrics/figures.ts'

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

/** What it is asked by whoever adds up the figures of all, and what it answers. A worker that ends tells its last unasked. */
export const figuresWanted = z.object({ type: z.literal('figures-wanted'), asked: z.int() })
export type FiguresWanted = Readonly<z.infer<typeof figuresWanted>>
export const figuresTold = z.object({ type: z.literal('figures'), asked: z.int(), figures })
export type FiguresTold = Readonly<z.infer<typeof figuresTold>>

/** The variable of the environment that names a worker's place, from 1. */
export const PLACE = 'RA_WORKER'
