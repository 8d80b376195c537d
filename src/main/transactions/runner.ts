import type { Certificate } from '../../pki/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import type { TransactionKeyring } from './keyring.ts'
import { nextAct } from './progress.ts'
import type { Started } from './records.ts'
import type { Act, Step, StepWait, TokenWork, Work } from './step.ts'
import { type OpenTarget, openTarget, refuseUnsure } from './targets.ts'
import type { Transaction } from './transaction.ts'

export type RunnerParts = {
  readonly authorities: Authorities
  readonly accounts: Accounts
  /** Whose rules count for a certificate; null where nobody knows. */
  readonly issuerOf: (certificate: Certificate) => string | null
  readonly keyring: TransactionKeyring
  /** Removes what transactions that were given up have left on this token. */
  readonly cleanUp: (work: TokenWork) => Promise<void>
  readonly checkNewSoft: (pin: Pin, issuerId: string) => void
  /** Leaves the authority what a new soft certificate can be unlocked with. */
  readonly secrets?: Pick<SecretDeposit, 'make' | 'leave'> | undefined
}

/** Speaks for the person who began it: at its authority somebody else may act by now. */
export const ownerClient = (
  { authorities, accounts }: Pick<RunnerParts, 'authorities' | 'accounts'>,
  { issuerId, userName }: Started,
): RaClient =>
  userName === undefined ? authorities.of(issuerId).client() : accounts.of(issuerId).clientOf(userName)

type TokenStep = { readonly step: Step; readonly act: Extract<Act, { readonly where: 'token' }> }

/** Takes a transaction from where it stands to its end, or to what it waits for; throws what stopped it. */
export const createRunner = (parts: RunnerParts) => {
  const { authorities, issuerOf, keyring, cleanUp, checkNewSoft, secrets } = parts
  const workOf = (transaction: Transaction): Work => {
    const progress = transaction.progress()
    const { issuerId } = progress.started
    return {
      transactionId: transaction.id,
      progress,
      authority: authorities.of(issuerId),
      owner: () => ownerClient(parts, progress.started),
      keyring,
      isForeign: (certificate) => ![null, issuerId].includes(issuerOf(certificate)),
    }
  }

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

  return async (transaction: Transaction): Promise<StepWait | null> => {
    authorities.of(transaction.progress().started.issuerId) // refuses at once where that one is gone
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
