import type { notices as original } from './words.zh-cn.ts'

export const notices: typeof original = {
  dismiss: 'Dismiss',
  verb: {
    'change-pin': 'Change PIN',
    continue: 'Continue',
    restore: 'Restore from backup',
    'back-up': 'Back up',
    issue: 'Issue a new one',
    'check-settings': 'Check settings',
    'see-update': 'See the update',
    'open-data-folder': 'Open data folder',
  },
}
