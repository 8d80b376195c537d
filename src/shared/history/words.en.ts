import type { history as original } from './words.zh-cn.ts'

export const history: typeof original = {
  title: 'History',
  lead: 'What was done with the certificates on this computer. It is kept only here, without PINs and without anything that was signed.',
  loading: 'Reading the history…',
  empty: 'Nothing yet',
  export: 'Export history',
  exported: (file) => `Exported ${file}`,
  fileName: 'certificate-history',
  all: 'All certificates',
  forWhom: 'For',
  recent: 'Recent history',
  whole: 'Whole history',
  table: {
    columns: ['Time', 'What', 'Holder', 'Device', 'Certificate serial number', 'Note'],
    kinds: {
      issued: 'Issued',
      renewed: 'Renewed',
      upgraded: 'Upgraded',
      replaced: 'Replaced',
      resumed: 'Suspension ended',
      suspended: 'Suspended',
      'pin-changed': 'PIN changed',
      'pin-locked': 'PIN locked',
      unlocked: 'Unlocked',
      'backed-up': 'Backed up',
      moved: 'Moved to another computer',
      removed: 'Removed',
      restored: 'Restored from a backup',
      imported: 'Old certificate imported',
    },
  },
}
