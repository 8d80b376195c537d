import { z } from 'zod'
import { pinState } from '../tokens/model.ts'

/**
 * The tries as the token told them, before and after something was done with the PIN; nothing after it where the
 * token left as soon as it was done.
 */
export const pinOutcome = z.readonly(z.object({ before: pinState, after: pinState.nullable() }))

export type PinOutcome = z.infer<typeof pinOutcome>
