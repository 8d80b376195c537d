import type { Snapshot } from '../../shared/models/index.ts'
import { isOpen } from '../../shared/transactions/progress.ts'

/** What is remembered between two snapshots. */
export type ForwardMemory = {
  /** The Ukeys of the last settled snapshot; null before the first look is over. */
  readonly ukeys: ReadonlySet<string> | null
  /** The window is there because a Ukey was plugged in, not because the person showed it. */
  readonly cameByItself: boolean
}

export type ForwardStep = { readonly memory: ForwardMemory; readonly act: 'show' | 'hide' | 'none' }

export const noMemory: ForwardMemory = { ukeys: null, cameByItself: false }

/** The person showed or hid the window. From now on it stays that way. */
export const askedByPerson = (memory: ForwardMemory): ForwardMemory => ({ ...memory, cameByItself: false })

const unfinished = ({ transactions, prompt, troubles }: Snapshot): boolean =>
  prompt !== null ||
  transactions.some(isOpen) ||
  // A driver that crashed takes its Ukeys out of the list for a moment, but nobody pulled anything out.
  troubles.some(({ report: { code } }) => code === 'driver-crashed' || code === 'driver-not-answering')

/**
 * Whether the window comes forward or goes back. It comes when a Ukey is plugged in, but not for Ukeys that were there
 * at the start. It goes when the last one is removed, but only if it came by itself and nothing is unfinished.
 */
export const comeForward = (memory: ForwardMemory, snapshot: Snapshot, visible: boolean): ForwardStep => {
  if (!snapshot.settled) return { memory, act: 'none' }
  const ukeys = new Set(snapshot.tokens.filter(({ kind }) => kind === 'ukey').map(({ id }) => id))
  const before = memory.ukeys
  const plugged = before !== null && [...ukeys].some((id) => !before.has(id))
  const allPulled = before !== null && before.size > 0 && ukeys.size === 0
  if (plugged && !visible && snapshot.settings.comeForwardOnPlug)
    return { memory: { ukeys, cameByItself: true }, act: 'show' }
  if (allPulled && visible && memory.cameByItself && !unfinished(snapshot))
    return { memory: { ukeys, cameByItself: false }, act: 'hide' }
  return { memory: { ukeys, cameByItself: memory.cameByItself && visible }, act: 'none' }
}
