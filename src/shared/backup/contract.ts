import { z } from 'zod'
import { base, exportedFile, id, nothing } from '../contract/base.ts'
import { password, pin, strength, tries } from '../pin/entry.ts'

/** 4 MB in base64. */
const file = z
  .string()
  .max(5_700_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)

export const backupContract = {
  create: base.input(z.object({ tokenId: id, pin, password, tries })).output(exportedFile),
  moved: base.input(z.object({ tokenId: id })).output(nothing),
  restore: base
    .input(z.object({ file, password, pin, strength }))
    .output(z.object({ tokenIds: z.array(z.string()).readonly() })),
  importPfx: base
    .input(z.object({ file, password, pin, strength }))
    .output(z.object({ tokenId: z.string() })),
}
