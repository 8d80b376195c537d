import { z } from 'zod'
import { base, exportedFile, id, lastTry, nothing, pin, weak } from '../contract/base.ts'

const password = z.string().min(1).max(200)
/** 4 MB in base64. */
const file = z
  .string()
  .max(5_700_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)

export const backupContract = {
  create: base.input(z.object({ tokenId: id, pin, password, lastTry })).output(exportedFile),
  moved: base.input(z.object({ tokenId: id })).output(nothing),
  restore: base
    .input(z.object({ file, password, pin, weak }))
    .output(z.object({ tokenIds: z.array(z.string()).readonly() })),
  importPfx: base.input(z.object({ file, password, pin, weak })).output(z.object({ tokenId: z.string() })),
}
