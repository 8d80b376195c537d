import { z } from 'zod'
import { place } from './place.ts'

/** Where the window was last sent. `sequence` rises each time. */
export const navigation = z.readonly(z.object({ sequence: z.int(), place }))

/** The part of the snapshot that belongs to this business. */
export const placesSlice = { navigation }

export type Navigation = z.infer<typeof navigation>
export type { Place } from './place.ts'
