import { z } from 'zod'
import { base, exportedFile, id, nothing } from '../contract/base.ts'
import { pictureType } from './model.ts'

const sealId = z.string().min(1).max(300)

/** 1 MB in base64. What is larger is no seal and is not sent at all. */
const file = z
  .string()
  .max(1_400_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)

/** The PIN is asked for in the prompt window. */
export const sealsContract = {
  picture: base
    .input(z.object({ sealId }))
    .output(z.object({ mediaType: pictureType, base64: z.string() }).nullable()),
  export: base.input(z.object({ sealId })).output(exportedFile),
  import: base.input(z.object({ tokenId: id, file })).output(nothing),
  /** Fetches the seals that the authority has for the certificates on this token. */
  update: base.input(z.object({ tokenId: id })).output(z.object({ written: z.int(), present: z.int() })),
  remove: base.input(z.object({ sealId })).output(nothing),
}
