import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import type { GivenPin } from '../pin/index.ts'
import { answerOf } from '../prompt/outcome.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { Issuance, IssuanceWish } from './issuance.ts'

/** What windows ask of issuances. */
export type IssuanceService = {
  start(wish: Omit<IssuanceWish, 'business'>): Promise<{ readonly transactionId: string }>
  resume(transactionId: string, given: GivenPin | undefined): Promise<void>
  abandon(transactionId: string): Promise<void>
}

export type IssuanceServiceParts = {
  readonly issuance: Pick<Issuance, 'start' | 'resume' | 'abandon'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly transactions: () => readonly TransactionView[]
}

/** A PIN that is needed and did not come with the wish is asked for in the prompt window. */
export const createIssuanceService = (parts: IssuanceServiceParts): IssuanceService => {
  const { issuance, prompts } = parts
  const find = (id: string) => parts.transactions().find((one) => one.id === id)
  const withPin = async (
    purpose: 'issue' | 'delete',
    tokenId: string | null,
    work: (given: GivenPin) => Promise<void>,
  ): Promise<void> => {
    const asker = { kind: 'assistant' } as const
    answerOf(await prompts.askPin({ asker, purpose, tokenId, certificateId: null }, work))
  }

  const resume: IssuanceService['resume'] = async (id, given) => {
    const transaction = find(id)
    if (!transaction) throw new AssistantError('transaction-unknown')
    if (given || !transaction.needsPin) return issuance.resume(id, given)
    return withPin('issue', transaction.tokenId, (asked) => issuance.resume(id, asked))
  }

  /** The PIN is asked for only when something of it must leave a Ukey that is at hand. */
  const abandon: IssuanceService['abandon'] = async (id) => {
    try {
      await issuance.abandon(id)
    } catch (error) {
      if (!isAssistantError(error) || error.code !== 'pin-needed') throw error
      await withPin('delete', find(id)?.tokenId ?? null, (given) => issuance.abandon(id, given))
    }
  }

  return { start: issuance.start, resume, abandon }
}
