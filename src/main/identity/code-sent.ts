import type { CodeSent } from '../../shared/models/index.ts'
import type { Authority } from '../authority/index.ts'

type Sent = { readonly masked?: string | null; readonly againAt: string }

/** The time from which another code may be asked for, on this computer's clock. */
export const codeSentOf = (
  { masked = null, againAt }: Sent,
  authority: Pick<Authority, 'now'>,
  clock: () => Date,
): CodeSent => {
  const wait = Date.parse(againAt) - authority.now().getTime()
  return { masked, againAt: new Date(clock().getTime() + wait).toISOString() }
}
