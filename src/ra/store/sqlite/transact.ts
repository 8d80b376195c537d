import { Refusal } from '../../refusal.ts'
import type { Change, Changes } from '../../rules/change.ts'
import type { Decision } from '../../rules/decision.ts'
import { certificateWriters } from './certificate-changes.ts'
import { codeWriters } from './code-changes.ts'
import type { Database } from './database.ts'
import { dossierWriters } from './dossier-changes.ts'
import { identityWriters } from './identity-changes.ts'
import { recoveryWriters } from './recovery-changes.ts'
import { requestWriters } from './request-changes.ts'
import { sealWriters } from './seal-changes.ts'
import { sessionWriters } from './session-changes.ts'
import { subscriptionWriters } from './subscription-store.ts'
import { unlockWriters } from './unlock-changes.ts'
import type { Writers } from './writers.ts'

/** All kinds of change: a kind that nobody writes does not compile. */
const writers: Writers = {
  ...requestWriters,
  ...certificateWriters,
  ...codeWriters,
  ...sessionWriters,
  ...unlockWriters,
  ...recoveryWriters,
  ...sealWriters,
  ...identityWriters,
  ...dossierWriters,
  ...subscriptionWriters,
}

function write<K extends keyof Changes>(db: Database, change: Change<K>): void {
  writers[change.kind](db, change)
}

/** Writes what a rule decided, inside the running transaction; `midway` is passed after the first change. */
export function carryOut<T>(
  db: Database,
  { changes, answer }: Decision<T>,
  midway?: () => void,
): T | Refusal {
  for (const [index, change] of changes.entries()) {
    write(db, change)
    if (index === 0) midway?.()
  }
  return answer
}

/**
 * One transaction under the lock of the database. `decide` reads the facts and asks the rule; then the decision is
 * written. All this runs in one turn of the event loop, so nothing comes between. A refusal is thrown after the
 * commit, because its changes stay.
 */
export async function transact<T>(db: Database, decide: () => Decision<T>, midway?: () => void): Promise<T> {
  const answer = await db.write(() => carryOut(db, decide(), midway))
  if (answer instanceof Refusal) throw answer
  return answer
}
