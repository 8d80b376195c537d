import type { Keyring } from '../../native/index.ts'
import { type UnlockProgress, unlockProgressOf } from './records.ts'
import type { UnlockFile, UnlockJournal } from './unlock-journal.ts'

export type InterruptedParts = {
  readonly keyring: Pick<Keyring, 'current'>
  readonly journal: Pick<UnlockJournal, 'end' | 'notice'>
  readonly isKnown: (issuerId: string) => boolean
  readonly clock: () => Date
  /** Called if the Ukey has its new PIN although nobody was told. */
  readonly foundDone: (progress: UnlockProgress) => void
}

/** What the last start left of unlockings: reports what was used up, and hands out what can go on. */
export type Interrupted = {
  take(files: readonly UnlockFile[]): void
  tokensChanged(): void
  /** The unlocking of this token that can go on. It belongs to the caller from now on. */
  takeOver(tokenId: string): UnlockFile | null
}

/** Whether it can go on: nothing of it was used up, and who asked is known without a session of its own. */
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

  /** Once the Ukey is there, it shows whether it took the new PIN. */
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
    // Before the code was redeemed nothing is lost, so there is nothing to report.
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
