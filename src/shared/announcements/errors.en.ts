import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { announcementsErrors as original } from './errors.zh-cn.ts'

export const announcementsErrors: Translation<typeof original> = {
  'feed-unreadable': {
    title: 'The notices cannot be read',
    happened: 'What came as notices is too large, not complete or not valid, and was not used.',
    lost: nothingLost,
    next: 'Refresh later; if that does not help, ask the issuing authority.',
  },
  'feed-signature-wrong': {
    title: 'The notices are wrongly signed',
    happened: 'What came as notices was not signed by this authority, and was not used.',
    lost: nothingLost,
    next: 'Refresh on another network; if that does not help, ask the issuing authority.',
  },
  'feed-of-another': {
    title: 'Notices of another authority',
    happened: 'What came are the notices of another issuing authority, and they were not used.',
    lost: nothingLost,
    next: 'Refresh later.',
  },
  'feed-older': {
    title: 'Older notices than seen before',
    happened: 'What came is older than what was seen before. It was not used, and the newer notices stay.',
    lost: nothingLost,
    next: 'Refresh later.',
  },
  'feed-expired': {
    title: 'The notices have expired',
    happened: 'What came as notices is past the date that it states itself, and was not used.',
    lost: nothingLost,
    next: 'Check the date and time of the computer, then refresh.',
  },
}
