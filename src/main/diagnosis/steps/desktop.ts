import { found, type Step } from '../step.ts'

export const desktopStep = {
  id: 'desktop',
  // The web shell shows its notices in the page.
  when: ({ shell }) => shell.desktop !== undefined,
  finds: ['notifications-off', 'tray-absent'],
  check: async ({ shell }) => {
    const desktop = await shell.desktop?.()
    if (desktop === undefined) return []
    return [
      ...(desktop.notifications ? [] : [found('notifications-off', {}, { level: 'attention' })]),
      ...(desktop.tray ? [] : [found('tray-absent', {}, { level: 'attention' })]),
    ]
  },
} satisfies Step
