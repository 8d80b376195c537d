import { z } from 'zod'
import { place } from './place.ts'

/** Where the window was last sent to; `sequence` rises with every sending. */
export const navigation = z.readonly(z.object({ sequence: z.int(), place }))

/** Its part of the snapshot. */
export const placesSlice = { navigation }

export type Navigation = z.infer<typeof navigation>
export type { Place } from './place.ts'
