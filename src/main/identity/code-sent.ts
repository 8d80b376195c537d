import type { CodeSent } from '../../shared/models/index.ts'
import { type Authority, onOwnClock } from '../authority/index.ts'

type Sent = { readonly masked?: string | null; readonly againAt: string }

/** The time from which another code may be asked for, on this computer's clock. */
export const codeSentOf = (
  { masked = null, againAt }: Sent,
  authority: Pick<Authority, 'now'>,
  clock: () => Date,
): CodeSent => ({ masked, againAt: onOwnClock(againAt, authority, clock) })
