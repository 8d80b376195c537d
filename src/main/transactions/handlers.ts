import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { TransactionsService } from './transactions-service.ts'

export const transactionsHandlers = (transactions: TransactionsService): Slice<'transactions'> => ({
  transactions: {
    resume: api.transactions.resume.handler(({ input }) =>
      transactions.resume(input.transactionId, input.pin && { pin: input.pin, tries: input.tries }),
    ),
    abandon: api.transactions.abandon.handler(({ input }) => transactions.abandon(input.transactionId)),
  },
})
