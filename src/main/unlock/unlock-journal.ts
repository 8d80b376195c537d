import { randomUUID } from 'node:crypto'
import { type JournalFile, openJournal } from '../journal/index.ts'
import type { NoticesOf, Told } from '../notices/notices.ts'
import {
  type UnlockEnd,
  type UnlockRecord,
  type UnlockStarted,
  unlockProgressOf,
  unlockRecord,
} from './records.ts'

export type UnlockFile = JournalFile<UnlockRecord>
/** How far an unlocking had come when a restart interrupted it. */
type CutOff = 'unlock-interrupted' | 'unlock-used-up' | 'unlock-found-done'
type Fresh<T> = T extends UnlockRecord ? Omit<T, 'at'> : never

export type UnlockJournal = {
  create(started: Omit<UnlockStarted, 'type' | 'at'>): Promise<UnlockFile>
  /** Writes a record to disk before its action is done. Throws if that is not possible. */
  write(file: UnlockFile, record: Fresh<UnlockRecord>): Promise<void>
  /** Records the end. If that fails, what was done stays done. */
  end(file: UnlockFile, how: UnlockEnd): Promise<void>
  /** The unfinished unlockings of the last start. Reports the damaged ones. */
  unfinished(): Promise<readonly UnlockFile[]>
  /** Tells a person about an unlocking that a restart interrupted. */
  notice(code: CutOff, file: UnlockFile): void
  /** Removes the notice of this token. */
  withdraw(tokenId: string): void
}

export type UnlockJournalParts = {
  readonly folder: string
  readonly clock: () => Date
  readonly notices: NoticesOf
  readonly log: (line: string) => void
  readonly damaged: (files: readonly string[]) => void
}

const quiet = { dismissable: true, announced: false } as const

/** The page of the unlocking knows how far it had come. One that was done needs nothing more. */
const actionOf = (code: CutOff, tokenId: string): Pick<Told, 'action'> =>
  code === 'unlock-found-done'
    ? { action: { kind: 'none' } }
    : { action: { kind: 'go', verb: 'continue', place: { page: 'unlock', tokenId } } }

export const createUnlockJournal = (parts: UnlockJournalParts): UnlockJournal => {
  const { folder, clock, notices, log } = parts
  const told = new Map<string, Told>()
  const show = (): void => notices.show([...told.values()])
  const journal = openJournal<UnlockRecord>({
    ...{ folder, business: 'unlock', schema: unlockRecord, clock },
    whole: (records) => unlockProgressOf(records) !== null,
  })
  const stamped = <T extends object>(record: T) => ({ ...record, at: clock().toISOString() })

  const end: UnlockJournal['end'] = async (file, how) => {
    try {
      if (unlockProgressOf(file.records())?.reached !== 'ended')
        await file.append(stamped({ type: 'ended', how } as const))
      await file.close()
    } catch (error) {
      log(`the end of an unlocking could not be written: ${error instanceof Error ? error.message : error}`)
    }
  }

  return {
    end,
    create: (started) => journal.create(randomUUID(), stamped({ type: 'started', ...started } as const)),
    write: (file, record) => file.append(stamped(record) as UnlockRecord),
    unfinished: async () => {
      const { files, damaged } = await journal.unfinished()
      if (damaged.length > 0) parts.damaged(damaged)
      const isOver = (file: UnlockFile) => unlockProgressOf(file.records())?.reached === 'ended'
      for (const file of files.filter(isOver)) await end(file, 'interrupted')
      return files.filter((file) => !isOver(file))
    },
    notice: (code, file) => {
      const started = unlockProgressOf(file.records())?.started
      if (!started) return
      const { tokenId } = started.token
      const report = { code, params: { name: started.tokenName, tokenId } }
      told.set(tokenId, { key: tokenId, level: 'attention', report, ...actionOf(code, tokenId), ...quiet })
      show()
    },
    withdraw: (tokenId) => {
      if (told.delete(tokenId)) show()
    },
  }
}
