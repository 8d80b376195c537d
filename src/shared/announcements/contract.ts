import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'

const item = z.object({ issuerId: id, itemId: id })

export const announcementsContract = {
  /** Fetches all feeds now. */
  refresh: base.output(nothing),
  /** Opens the page of a notice or a picture in the system's browser. */
  open: base.input(item).output(nothing),
  picture: base
    .input(item)
    .output(z.object({ mediaType: z.enum(['image/png', 'image/jpeg']), base64: z.string() }).nullable()),
  /** The person has seen the notices of this issuer. */
  seen: base.input(z.object({ issuerId: id })).output(nothing),
}
