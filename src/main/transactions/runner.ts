import type { Certificate } from '../../pki/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import { type OpenTarget, refuseUnsure } from '../pin/index.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import type { TransactionKeyring } from './keyring.ts'
import { keepsKeys, nextAct } from './progress.ts'
import type { Started } from './records.ts'
import type { Act, Step, StepWait, TokenWork, Work } from './step.ts'
import { openTarget } from './targets.ts'
import type { Transaction } from './transaction.ts'

export type RunnerParts = {
  readonly authorities: Authorities
  readonly accounts: Accounts
  /** The issuer whose rules apply to a certificate; null if it is not known. */
  readonly issuerOf: (certificate: Certificate) => string | null
  readonly keyring: TransactionKeyring
  readonly superseded: (fingerprints: readonly string[]) => void
  /** Removes what abandoned transactions have left on this token. */
  readonly cleanUp: (work: TokenWork) => Promise<void>
  readonly checkNewSoft: (pin: Pin, issuerId: string) => void
  /** Leaves the authority a secret with which a new soft certificate can be unlocked. */
  readonly secrets?: Pick<SecretDeposit, 'make' | 'leave'> | undefined
}

/** Speaks for the person who began the transaction, because somebody else may act at its authority by now. */
export const ownerClient = (
  { authorities, accounts }: Pick<RunnerParts, 'authorities' | 'accounts'>,
  { issuerId, userName }: Started,
): RaClient =>
  userName === undefined ? authorities.of(issuerId).client() : accounts.of(issuerId).clientOf(userName)

type TokenStep = { readonly step: Step; readonly act: Extract<Act, { readonly where: 'token' }> }

/** Takes a transaction from its present state to its end or to what it waits for. Throws what stopped it. */
export const createRunner = (parts: RunnerParts) => {
  const { authorities, issuerOf, keyring, superseded, cleanUp, checkNewSoft, secrets } = parts
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
      superseded,
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
      // Once in a transaction: of two secrets on their way, the authority and the file might keep different ones.
      const { verify, confirm } = transaction.progress().done
      const isMade = token.kind === 'soft' && !keepsKeys(transaction.progress().started)
      const isWhole = isMade && verify && !confirm
      return isWhole ? secrets?.make(token.id, session) : null
    })
    // The transaction does not wait for this. If the secret cannot be left now, it is left at a later PIN.
    if (secret) void secrets?.leave(token.id, secret)
  }

  return async (transaction: Transaction): Promise<StepWait | null> => {
    authorities.of(transaction.progress().started.issuerId) // throws at once if that issuer is gone
    let isProven = false
    for (let step = transaction.progress().next; step !== null; step = transaction.progress().next) {
      const act = step.act(transaction.progress().started.target.kind, transaction.progress())
      if (act.where === 'outside') {
        const wait = await transaction.perform(step, () => act.run(workOf(transaction)))
        if (wait) return wait
        continue
      }
      const given = transaction.given()
      if (given === null) return null // the person's turn
      const opened = await openTarget(keyring, transaction.progress(), given, checkNewSoft)
      // After the token has accepted it, the PIN is known to be right.
      if (!isProven) await refuseUnsure(opened.token, given)
      await inScope(transaction, opened)
      isProven = true
    }
    return null
  }
}
