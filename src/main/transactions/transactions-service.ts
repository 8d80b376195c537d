import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import type { GivenPin } from '../pin/index.ts'
import { answerOf } from '../prompt/outcome.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { Transactions } from './transactions.ts'

/** What windows ask of a business that has begun. */
export type TransactionsService = {
  resume(transactionId: string, given: GivenPin | undefined): Promise<void>
  abandon(transactionId: string): Promise<void>
}

export type TransactionsServiceParts = {
  readonly transactions: Pick<Transactions, 'resume' | 'abandon'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly views: () => readonly TransactionView[]
}

/** If a PIN is needed and did not come with the wish, the prompt window asks for it. */
export const createTransactionsService = (parts: TransactionsServiceParts): TransactionsService => {
  const { transactions, prompts } = parts
  const find = (id: string) => parts.views().find((one) => one.id === id)
  const withPin = async (
    purpose: 'issue' | 'delete',
    tokenId: string | null,
    work: (given: GivenPin) => Promise<void>,
  ): Promise<void> => {
    const asker = { kind: 'assistant' } as const
    answerOf(await prompts.askPin({ asker, purpose, tokenId, certificateId: null }, work))
  }

  const resume: TransactionsService['resume'] = async (id, given) => {
    const transaction = find(id)
    if (!transaction) throw new AssistantError('transaction-unknown')
    if (given || !transaction.needsPin) return transactions.resume(id, given)
    return withPin('issue', transaction.tokenId, (asked) => transactions.resume(id, asked))
  }

  /** The PIN is asked for only if something must be removed from a Ukey that is at hand. */
  const abandon: TransactionsService['abandon'] = async (id) => {
    try {
      await transactions.abandon(id)
    } catch (error) {
      if (!isAssistantError(error) || error.code !== 'pin-needed') throw error
      await withPin('delete', find(id)?.tokenId ?? null, (given) => transactions.abandon(id, given))
    }
  }

  return { resume, abandon }
}
