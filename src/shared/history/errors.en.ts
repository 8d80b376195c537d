import type { Translation } from '../errors/entry.ts'
import { tokenKept } from '../errors/phrases.en.ts'
import type { historyErrors as original } from './errors.zh-cn.ts'

export const historyErrors = {
  'history-damaged': {
    title: 'The history is damaged',
    happened: 'Some of the history file cannot be read. All that can be read is still there.',
    lost: tokenKept,
    next: 'What the file held is kept as {file} in the data folder. Give it to the hotline if they ask for it.',
  },
  'history-not-kept': {
    title: 'The history cannot be saved',
    happened:
      '{file} in the data folder cannot be read or written. New entries stay until the assistant ends.',
    lost: tokenKept,
    next: 'Move {file} away or mend its permissions, then start the assistant again.',
  },
} as const satisfies Translation<typeof original>
