import type { PresentToken } from '../../native/index.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import { askedOf } from '../unlock-secrets/asked-token.ts'
import type { Interrupted } from './interrupted.ts'
import { type UnlockEnd, unlockProgressOf } from './records.ts'
import type { UnlockFile, UnlockJournal } from './unlock-journal.ts'
import { beginUnlocking, endUnlocking, type Unlocking } from './unlocking.ts'

/** The open unlockings in this process, one for each token. */
export type OpenUnlockings = {
  find(id: string): Unlocking
  /** The unlocking of this token, also if the last start began it; undefined if there is none. */
  on(present: PresentToken): Unlocking | undefined
  enter(present: PresentToken, file: UnlockFile): Unlocking
  end(unlocking: Unlocking, how: UnlockEnd): Promise<void>
  /** Ends an unlocking that nobody goes on with, when a new one replaces it. */
  endOther(present: PresentToken): Promise<void>
  cancel(id: string): void
  stop(): void
}

export const createOpenUnlockings = (parts: {
  readonly journal: Pick<UnlockJournal, 'end' | 'withdraw'>
  readonly interrupted: Pick<Interrupted, 'takeOver'>
  readonly client: (issuerId: string) => RaClient
  readonly nameOf: (present: PresentToken) => string
  readonly log: (line: string) => void
}): OpenUnlockings => {
  const { journal, interrupted, client, nameOf, log } = parts
  const open = new Map<string, Unlocking>()

  const enter: OpenUnlockings['enter'] = (present, file) => {
    const names = { tokenName: nameOf(present), asked: askedOf(present) }
    const issuerId = unlockProgressOf(file.records())?.started.issuerId
    if (issuerId === undefined) throw new AssistantError('unlock-ended')
    const at = { issuerId, client: client(issuerId) }
    const unlocking = beginUnlocking({ ...names, ...at, token: present.token, file })
    open.set(unlocking.view.id, unlocking)
    return unlocking
  }
  const closeSession = ({ client }: Unlocking): void => {
    client.sessions.close({}).catch((error: unknown) => {
      // It ends at the authority by itself.
      log(`the session of an unlocking was not closed: ${isAssistantError(error) ? error.code : error}`)
    })
  }
  const end: OpenUnlockings['end'] = async (unlocking, how) => {
    open.delete(unlocking.view.id)
    endUnlocking(unlocking)
    journal.withdraw(unlocking.token.id)
    if (unlocking.ownSession) closeSession(unlocking)
    await journal.end(unlocking.file, how)
  }
  const on: OpenUnlockings['on'] = (present) => {
    const known = [...open.values()].find(({ token }) => token.id === present.facts.id)
    if (known) return known
    const file = interrupted.takeOver(present.facts.id)
    return file ? enter(present, file) : undefined
  }
  return {
    on,
    enter,
    end,
    find: (id) => {
      const found = open.get(id)
      if (!found) throw new AssistantError('unlock-ended')
      return found
    },
    endOther: async (present) => {
      const other = on(present)
      if (other?.running) throw new AssistantError('unlock-running')
      if (other) await end(other, 'given-up')
    },
    cancel: (id) => {
      const found = open.get(id)
      if (found && !found.running) void end(found, 'given-up')
    },
    stop: () => {
      for (const unlocking of open.values()) endUnlocking(unlocking)
      open.clear()
    },
  }
}
