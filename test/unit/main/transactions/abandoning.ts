import type { GivenPin } from '../../../../src/main/pin/index.ts'
import { abandonTransaction } from '../../../../src/main/transactions/abandonment.ts'
import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'
import { createTransaction } from '../../../../src/main/transactions/transaction.ts'
import type { PresentToken } from '../../../../src/native/index.ts'
import { type ErrorCode, errorOf } from '../../../../src/shared/errors/index.ts'
import { authorityOf } from '../authority-of.ts'
import { keyringOf } from '../keyring-of.ts'
import { businesses } from './businesses-of.ts'
import { fileInMemory } from './file-in-memory.ts'

const at = '2026-11-21T09:30:00.000Z'

type Answer = {
  readonly abandon?: () => Promise<void>
  /** What the authority says of the request, or how it refuses to. */
  readonly state?: string
  readonly get?: () => Promise<never>
}

export const refused = (code: ErrorCode) => async (): Promise<never> => {
  throw errorOf({ code, params: {} } as Parameters<typeof errorOf>[0])
}
export const refusing = (code: ErrorCode): Answer => ({ abandon: refused(code) })

/** A transaction in memory, as it is known by file and by name. */
export const transactionOf = (records: readonly TransactionRecord[], id = 'one') => {
  const journal = fileInMemory(records, id)
  const transaction = createTransaction({
    ...{ file: journal.file, businesses: businesses(), clock: () => new Date(at) },
    ...{ changed: () => {}, log: () => {} },
  })
  return { transaction, log: journal.log, last: () => journal.records().at(-1) }
}

/** A transaction with these records that can be given up. `asked` tells what the authority heard, and by whom. */
export const abandoning = (
  records: readonly TransactionRecord[],
  { tokens = [], answers = {} }: { tokens?: readonly PresentToken[]; answers?: Answer } = {},
) => {
  const asked: string[] = []
  const { keyring, log: removed } = keyringOf(tokens)
  const { transaction, log, last } = transactionOf(records)
  const authority = authorityOf('demo', (spokeAs) => ({
    requests: {
      abandon: async ({ requestId }: { readonly requestId: string }) => {
        asked.push(`${spokeAs}: abandon ${requestId}`)
        await answers.abandon?.()
      },
      get: async ({ requestId }: { readonly requestId: string }) => {
        asked.push(`${spokeAs}: get ${requestId}`)
        await answers.get?.()
        return { request: { state: answers.state } }
      },
    },
  }))
  const parts = { transaction, authority: () => authority, keyring, clock: () => new Date(at), given: null }
  const abandon = (given: GivenPin | null = null) => abandonTransaction({ ...parts, given })
  return { abandon, parts, asked, removed, log, last }
}
abandoning.at = at
