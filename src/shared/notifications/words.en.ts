import type { notifications as original } from './words.zh-cn.ts'

export const notifications: typeof original = {
  title: 'Alerts',
  lead: 'What the assistant told you, the latest first, at most 100. It is kept on this computer only.',
  empty: 'Nothing yet.',
  emptyMeaning: 'When a certificate will expire, or a business ends or needs you, it is noted here.',
  unread: 'New',
  unreadCount: (count) => `Alerts, ${count} new`,
  open: 'Open',
  clear: 'Clear',
}
