import type { Translation } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.en.ts'
import type { everywhereErrors as original } from './errors.zh-cn.ts'

export const everywhereErrors = {
  unexpected: {
    title: 'Something unexpected',
    happened: 'The assistant met a situation it did not foresee; this step was not finished.',
    lost: nothingLost,
    next: 'Please try again. If it happens once more, call the hotline and tell them the code below.',
  },
  'input-invalid': {
    title: 'Please check your entry',
    happened: 'What was entered does not fit.',
    lost: nothingLost,
    next: 'Correct it and try again.',
  },
  'not-found': {
    title: 'Not found',
    happened: 'What you asked for is no longer there.',
    lost: nothingLost,
    next: 'Refresh and try again.',
  },
  'cancelled-by-user': {
    title: 'Cancelled',
    happened: 'You cancelled this.',
    lost: nothingLost,
    next: 'Start again whenever you like.',
  },
  'busy-with-other': {
    title: 'Something else is running',
    happened: 'Another operation is in progress.',
    lost: nothingLost,
    next: 'Wait until it is finished.',
  },
  'disk-full': {
    title: 'The disk is full',
    happened: 'Progress could not be saved, so the assistant did not go on.',
    lost: certificateKept,
    next: 'Free some space, then choose Continue.',
  },
  'folder-not-writable': {
    title: 'The data folder cannot be written',
    happened: 'The assistant cannot save files in its data folder.',
    lost: nothingLost,
    next: 'Check its permissions or choose another folder.',
  },
  'already-running': {
    title: 'The assistant is already running',
    happened: 'Another assistant is using this data folder.',
    lost: nothingLost,
    next: 'Use the one that is open.',
  },
  'nothing-opens': {
    title: 'No program can open it',
    happened: 'No program on this computer can open {target}.',
    lost: nothingLost,
    next: 'Copy the address below and open it in a browser or a file manager.',
  },
  'port-occupied': {
    title: 'The port is taken',
    happened: 'Port {port} is used by another program.',
    lost: nothingLost,
    next: 'Choose another port, or none.',
  },
} as const satisfies Translation<typeof original>
