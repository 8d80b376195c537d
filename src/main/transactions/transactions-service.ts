import { Pin } from '../../native/pin.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { Transactions } from './transactions.ts'

/** What windows ask of a business that was begun. */
export type TransactionsService = {
  resume(transactionId: string, pin: string | undefined, lastTry: boolean): Promise<void>
  abandon(transactionId: string): Promise<void>
}

export type TransactionsServiceParts = {
  readonly transactions: Pick<Transactions, 'resume' | 'abandon'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly views: () => readonly TransactionView[]
}

/** A PIN that is needed and did not come with the wish is asked for in the prompt window. */
export const createTransactionsService = (parts: TransactionsServiceParts): TransactionsService => {
  const { transactions, prompts } = parts
  const find = (id: string) => parts.views().find((one) => one.id === id)
  const ask = (purpose: 'issue' | 'delete', tokenId: string | null) =>
    prompts.askPin({ asker: null, purpose, tokenId, certificateId: null })

  const resume: TransactionsService['resume'] = async (id, text, lastTry) => {
    const transaction = find(id)
    if (!transaction) throw new AssistantError('transaction-unknown')
    if (text !== undefined) return transactions.resume(id, new Pin(text), lastTry)
    if (!transaction.needsPin) return transactions.resume(id)
    const given = await ask('issue', transaction.tokenId)
    return transactions.resume(id, given.pin, given.lastTry)
  }

  /** The PIN is asked for only when something of it must leave a Ukey that is at hand. */
  const abandon: TransactionsService['abandon'] = async (id) => {
    try {
      await transactions.abandon(id)
    } catch (error) {
      if (!isAssistantError(error) || error.code !== 'pin-needed') throw error
      const given = await ask('delete', find(id)?.tokenId ?? null)
      await transactions.abandon(id, given.pin, given.lastTry).finally(() => given.pin.drop())
    }
  }

  return { resume, abandon }
}
