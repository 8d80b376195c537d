import { z } from 'zod'
import { pinState } from '../tokens/model.ts'

/**
 * The tries that the token reported before and after something was done with the PIN. `after` is null if the token was
 * removed right afterwards.
 */
export const pinOutcome = z.readonly(z.object({ before: pinState, after: pinState.nullable() }))

export type PinOutcome = z.infer<typeof pinOutcome>
