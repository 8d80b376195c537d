import { z } from 'zod'
import { place } from '../places/place.ts'

/** Something that the assistant told the person outside its pages. */
export const notified = z.readonly(
  z.object({
    id: z.string(),
    at: z.string(),
    title: z.string(),
    body: z.string(),
    /** Where it leads. */
    place,
    read: z.boolean(),
  }),
)

/** The part of the snapshot that belongs to this business: what was notified, the latest first. */
export const notificationsSlice = { notifications: z.array(notified).readonly() }

export type Notified = z.infer<typeof notified>
