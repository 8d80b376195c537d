import { z } from 'zod'

/** Where the new pair goes: onto a Ukey, or into a soft certificate that is made for it. */
export const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ukey'), tokenId: z.string().min(1).max(200) }).readonly(),
  z.object({ kind: z.literal('soft') }).readonly(),
])

/** The token, of either kind, whose keys stay: only their certificates change. */
export const holdingTarget = z
  .object({ kind: z.literal('holding'), tokenId: z.string().min(1).max(200) })
  .readonly()

export type Target = z.infer<typeof target>
export type HoldingTarget = z.infer<typeof holdingTarget>
