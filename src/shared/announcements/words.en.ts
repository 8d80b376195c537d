import type { announcements as original } from './words.zh-cn.ts'

export const announcements: typeof original = {
  title: 'Notices',
  entryMeaning: 'News and pictures from the issuing authority',
  latest: 'Latest notices',
  all: 'All notices',
  unread: 'Unread',
  unreadCount: (count) => `${count} unread`,
  none: 'This authority has not published any notice yet.',
  noFeed:
    'The chosen issuing authority offers no notices whose signature could be checked, so none are shown.',
  open: (host) => `Open in the browser (${host})`,
  fetched: (at) => `Updated ${at}`,
  outdated:
    'These notices are past the date that the authority gave and may not be the latest. They update by themselves once there is a network.',
  offline: 'There is no network now. These are the notices that came last.',
  refresh: 'Refresh notices',
  refreshing: 'Fetching notices…',
  pictures: 'Pictures with links',
  signed: 'Notices and pictures are signed by the authority, and the signature was checked.',
}
