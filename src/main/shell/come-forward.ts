import type { Snapshot } from '../../shared/models/index.ts'

/** What is remembered between two snapshots. */
export type ForwardMemory = {
  /** The Ukeys of the last settled snapshot; null before the first look is over. */
  readonly ukeys: ReadonlySet<string> | null
  /** The window is there because a Ukey was plugged in, not because somebody asked for it. */
  readonly cameByItself: boolean
}

export type ForwardStep = { readonly memory: ForwardMemory; readonly act: 'show' | 'hide' | 'none' }

export const noMemory: ForwardMemory = { ukeys: null, cameByItself: false }

/** The person showed or hid the window: from now on it stays as they left it. */
export const askedByPerson = (memory: ForwardMemory): ForwardMemory => ({ ...memory, cameByItself: false })

const unfinished = ({ transactions, prompt, troubles }: Snapshot): boolean =>
  prompt !== null ||
  transactions.some(({ state }) => state === 'running' || state === 'paused') ||
  // A driver that crashed takes its Ukeys out of the list for a moment; nobody pulled anything out.
  troubles.some(({ report: { code } }) => code === 'driver-crashed' || code === 'driver-not-answering')

/**
 * Whether the window comes forward or goes back: it comes when a Ukey is plugged in (never for those that were
 * there at the start), and goes when the last one is pulled out, only if it came by itself and nothing is
 * unfinished.
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
