import type { Shell } from '../shell/shell.ts'
import type { StateStore } from '../state/state-store.ts'
import { readSettings, writeSettings } from './settings-file.ts'

type Parts = {
  readonly home: string
  readonly clock: () => Date
  readonly state: Pick<StateStore, 'current'>
  readonly shell: Pick<Shell, 'setAutostart'>
}

/**
 * Makes the system do what the administrator has fixed. The person's file takes it over, so that the setting says what
 * the system does when it is fixed no more.
 */
export const applyFixedAutostart = async ({ home, clock, state, shell }: Parts): Promise<void> => {
  const { settings, policies } = state.current()
  if (!policies.settings.includes('autostart')) return
  await shell.setAutostart(settings.autostart)
  const own = readSettings(home, clock()).settings
  if (own.autostart !== settings.autostart) writeSettings(home, { ...own, autostart: settings.autostart })
}
