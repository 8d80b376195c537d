import type { JournalFile } from '../../../../src/main/journal/index.ts'
import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'

/** The journal of a transaction, without a disk. `log` tells what was written: a step, "back to …", or the end. */
export const fileInMemory = (first: readonly TransactionRecord[], id = 'one') => {
  const log: string[] = []
  let records = first
  const wordOf = (record: TransactionRecord): string => {
    if (record.type === 'done') return record.step
    return record.type === 'back' ? `back to ${record.to}` : record.type
  }
  const file: JournalFile<TransactionRecord> = {
    id,
    records: () => records,
    append: async (record) => {
      records = [...records, record]
      log.push(wordOf(record))
    },
    close: async () => void log.push('closed'),
  }
  return { file, log, records: () => records }
}
