import type { Keyring } from '../../native/index.ts'
import { type UnlockProgress, unlockProgressOf } from './records.ts'
import type { UnlockFile, UnlockJournal } from './unlock-journal.ts'

export type InterruptedParts = {
  readonly keyring: Pick<Keyring, 'current'>
  readonly journal: Pick<UnlockJournal, 'end' | 'notice'>
  readonly isKnown: (issuerId: string) => boolean
  readonly clock: () => Date
  /** The Ukey has its new PIN although nobody was told. */
  readonly foundDone: (progress: UnlockProgress) => void
}

/** What the last start left of unlockings: tells what was used up, and hands out what can go on. */
export type Interrupted = {
  take(files: readonly UnlockFile[]): void
  tokensChanged(): void
  /** The one of this token that can go on; it is the caller's from now on. */
  takeOver(tokenId: string): UnlockFile | null
}

/** Whether it can go on where it was: nothing of it was used up, and who asked is known without a session of its own. */
const canGoOn = (
  { started, opened, reached }: UnlockProgress,
  { isKnown, clock }: InterruptedParts,
): boolean =>
  (reached === 'opened' || reached === 'code-sent') &&
  started.who === 'account' &&
  isKnown(started.issuerId) &&
  Date.parse(opened?.expiresAt ?? '') > clock().getTime()

export const createInterrupted = (parts: InterruptedParts): Interrupted => {
  const { keyring, journal } = parts
  let files: readonly UnlockFile[] = []

  /** Whether the Ukey took the new PIN can be seen on it, once it is there. */
  const outcomeOf = (progress: UnlockProgress): 'waits' | 'done' | 'used-up' => {
    const { tokenId } = progress.started.token
    const found = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    if (!found) return 'waits'
    return found.facts.pin.locked ? 'used-up' : 'done'
  }
  const settle = (file: UnlockFile, progress: UnlockProgress): void => {
    if (canGoOn(progress, parts)) return
    const outcome = progress.reached === 'unlocking' ? outcomeOf(progress) : 'used-up'
    if (outcome === 'waits') return
    files = files.filter((one) => one !== file)
    // Before the code was redeemed nothing is gone: there is nothing to tell of.
    if (progress.reached === 'unlocking' || progress.reached === 'redeeming')
      journal.notice(outcome === 'done' ? 'unlock-found-done' : 'unlock-used-up', file)
    if (outcome === 'done') parts.foundDone(progress)
    void journal.end(file, outcome === 'done' ? 'done' : 'interrupted')
  }
  const settleAll = (): void => {
    for (const file of files) {
      const progress = unlockProgressOf(file.records())
      if (progress) settle(file, progress)
    }
  }
  return {
    take: (found) => {
      files = found
      settleAll()
      for (const file of files)
        if (unlockProgressOf(file.records())?.reached !== 'unlocking')
          journal.notice('unlock-interrupted', file)
    },
    tokensChanged: settleAll,
    takeOver: (tokenId) => {
      settleAll()
      const found = files.find((file) => {
        const progress = unlockProgressOf(file.records())
        return progress?.started.token.tokenId === tokenId && progress.reached !== 'unlocking'
      })
      files = files.filter((file) => file !== found)
      return found ?? null
    },
  }
}
