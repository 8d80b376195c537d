import { z } from 'zod'
import { base, id } from '../contract/base.ts'
import { rehearsalLook, rehearsalVerdict } from './model.ts'

/** How much of a file is read: all its recipients are in there, however long the file is. */
export const headLength = 1024 * 1024
/** The last two blocks of the content. */
export const tailLength = 32

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)

/** A file by its beginning and its size, or a certificate that is here. */
const subject = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('file'),
      head: base64.max(Math.ceil(headLength / 3) * 4),
      size: z.int().min(0),
      tail: base64.max(Math.ceil(tailLength / 3) * 4).nullable(),
    })
    .readonly(),
  z.object({ kind: z.literal('listed'), certificateId: id }).readonly(),
])

export const decryptionRehearsalContract = {
  /** To whom a file is sealed, and who of them is here. Opens nothing and asks for no PIN. */
  look: base.input(z.object({ subject })).output(rehearsalLook),
  /** Opens it once inside the token of this recipient. The PIN is asked for in the assistant's own window. */
  attempt: base.input(z.object({ subject, recipient: z.int().min(0).max(999) })).output(rehearsalVerdict),
}

export type RehearsalSubject = z.infer<typeof subject>
