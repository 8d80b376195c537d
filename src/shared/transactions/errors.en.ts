import type { Translation } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.en.ts'
import type { transactionsErrors as original } from './errors.zh-cn.ts'

export const transactionsErrors = {
  'transaction-running': {
    title: 'Already in progress',
    happened: 'This Ukey has a business in progress.',
    lost: nothingLost,
    next: 'Finish or abandon it first.',
  },
  'transaction-unknown': {
    title: 'No such business',
    happened: 'It may have been finished or abandoned.',
    lost: nothingLost,
    next: 'Refresh to see the present state.',
  },
  'journal-damaged': {
    title: 'A record is damaged',
    happened: 'The record of a business cannot be read and was set aside.',
    lost: certificateKept,
    next: 'Start again, or call the hotline.',
  },
} as const satisfies Translation<typeof original>
