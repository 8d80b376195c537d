/**
 * The order inside the rooms that have folders of businesses: a folder may import from those that stand before it in
 * its room's list, never from one behind it. An entry is a folder or a single file; the longest that fits counts.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const folderOrder = {
  main: [
    'files',
    'log',
    'events',
    'contract',
    'state',
    'shell/shell.ts',
    'house',
    'issuers',
    'authority',
    'certificates',
    'tokens',
    'about',
    'account',
    'connection',
    'places',
    'notices',
    'prompt',
    'journal',
    'history',
    'pin',
    'reminders',
    'unlock',
    'certificate-store',
    'issuance',
    'replacement',
    'backup',
    'settings',
    'snapshot',
    'tray',
    'first-snapshot.ts',
    'application.ts',
    'shell',
    'shell/electron',
    'shell/web',
  ],
  native: [],
  ra: [],
}
