import type { Pin } from '../../native/pin.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Authority } from '../authority/index.ts'
import type { SecretDeposit } from '../unlock/secret-deposit.ts'
import type { TransactionKeyring } from './keyring.ts'
import { nextAct } from './progress.ts'
import type { Act, Progress, Step, StepWait, TokenWork, Work } from './step.ts'
import { type OpenTarget, openTarget, refuseUnsure } from './targets.ts'
import type { Transaction } from './transaction.ts'

export type RunnerParts = {
  readonly authority: Authority
  readonly keyring: TransactionKeyring
  /** Removes what transactions that were given up have left on this token. */
  readonly cleanUp: (work: TokenWork) => Promise<void>
  readonly checkNewSoft: (pin: Pin) => void
  /** Leaves the authority what a new soft certificate can be unlocked with. */
  readonly secrets?: Pick<SecretDeposit, 'make' | 'leave'> | undefined
}

type TokenStep = { readonly step: Step; readonly act: Extract<Act, { readonly where: 'token' }> }

/** Takes a transaction from where it stands to its end, or to what it waits for; throws what stopped it. */
export const createRunner = ({ authority, keyring, cleanUp, checkNewSoft, secrets }: RunnerParts) => {
  const workOf = (transaction: Transaction): Work => ({
    transactionId: transaction.id,
    progress: transaction.progress(),
    authority,
    keyring,
  })

  const nextOnToken = (transaction: Transaction): TokenStep | null => {
    const progress = transaction.progress()
    const act = nextAct(progress)
    return progress.next && act?.where === 'token' ? { step: progress.next, act } : null
  }

  const inScope = async (transaction: Transaction, { token, pin }: OpenTarget): Promise<void> => {
    const secret = await token.withSession(pin, async (session) => {
      const work = () => ({ ...workOf(transaction), session, tokenId: token.id })
      await cleanUp(work())
      for (let next = nextOnToken(transaction); next !== null; next = nextOnToken(transaction)) {
        const { step, act } = next
        await transaction.perform(step, () => act.run(work()))
      }
      const isWhole = token.kind === 'soft' && transaction.progress().done.verify
      return isWhole ? secrets?.make(token.id, session) : null
    })
    // Nothing of the transaction waits for it: what cannot be left now is left at a later PIN.
    if (secret) void secrets?.leave(token.id, secret)
  }

  const assertSameAuthority = ({ started }: Progress): void => {
    if (started.issuerId !== authority.issuerId()) throw new AssistantError('other-authority')
  }

  return async (transaction: Transaction): Promise<StepWait | null> => {
    assertSameAuthority(transaction.progress())
    let isProven = false
    for (let step = transaction.progress().next; step !== null; step = transaction.progress().next) {
      const act = step.act(transaction.progress().started.target.kind)
      if (act.where === 'outside') {
        const wait = await transaction.perform(step, () => act.run(workOf(transaction)))
        if (wait) return wait
        continue
      }
      const given = transaction.given()
      if (given === null) return null // the person's turn
      const opened = await openTarget(keyring, transaction.progress(), given, checkNewSoft)
      // Once the token has taken it, the PIN is known to be right.
      if (!isProven) await refuseUnsure(opened.token, given)
      await inScope(transaction, opened)
      isProven = true
    }
    return null
  }
}
