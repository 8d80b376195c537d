import { Refusal } from '../../refusal.ts'
import type { Change, Changes } from '../../rules/change.ts'
import type { Decision } from '../../rules/decision.ts'
import { auditWriters } from './audit-changes.ts'
import { callWriters } from './call-changes.ts'
import { captchaWriters } from './captcha-changes.ts'
import { certificateWriters } from './certificate-changes.ts'
import { codeWriters } from './code-changes.ts'
import { dossierWriters } from './dossier-changes.ts'
import { identityWriters } from './identity-changes.ts'
import { listWriters } from './list-changes.ts'
import { recoveryWriters } from './recovery-changes.ts'
import { requestWriters } from './request-changes.ts'
import { sealWriters } from './seal-changes.ts'
import { sessionWriters } from './session-changes.ts'
import type { Query, Sql, Work } from './sql.ts'
import { subscriptionWriters } from './subscription-store.ts'
import { turnWriters } from './turn-changes.ts'
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
  ...captchaWriters,
  ...callWriters,
  ...listWriters,
  ...turnWriters,
  ...auditWriters,
}

function write<K extends keyof Changes>(db: Sql, change: Change<K>): Query<void> {
  return writers[change.kind](db, change)
}

/** Writes what a rule decided, inside the running transaction; `midway` is passed after the first change. */
export function* carryOut<T>(
  db: Sql,
  { changes, answer }: Decision<T>,
  midway?: () => void,
): Query<T | Refusal> {
  for (const [index, change] of changes.entries()) {
    yield* write(db, change)
    if (index === 0) midway?.()
  }
  return answer
}

/**
 * One transaction that holds what `db` holds. `decide` reads the facts and asks the rule; then the decision is written.
 * Nothing that it read can change meanwhile. A refusal is thrown after the commit, because its changes stay.
 */
export async function transact<T>(db: Sql, decide: Work<Decision<T>>, midway?: () => void): Promise<T> {
  const answer = await db.write(function* () {
    return yield* carryOut(db, yield* decide(), midway)
  })
  if (answer instanceof Refusal) throw answer
  return answer
}
