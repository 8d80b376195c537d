import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { SettingsService } from './settings-service.ts'

export const settingsHandlers = (settings: SettingsService): Slice<'settings'> => ({
  settings: {
    change: api.settings.change.handler(({ input }) => settings.change(input)),
    openDataFolder: api.settings.openDataFolder.handler(() => settings.openDataFolder()),
    licences: api.settings.licences.handler(() => [...settings.licences()]),
  },
})
