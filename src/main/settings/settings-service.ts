import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { type Settings, type SettingsChange, settings } from '../../shared/models/index.ts'
import type { Shell } from '../shell/shell.ts'
import type { StateStore } from '../state/state-store.ts'
import { writeSettings } from './settings-file.ts'

type Licence = { readonly name: string; readonly version: string; readonly licence: string }

export type SettingsService = {
  change(change: SettingsChange): Promise<void>
  openDataFolder(): Promise<void>
  /** The licences of the packages in the product. */
  licences(): readonly Licence[]
}

/** The build writes this file from the packages that it bundled. */
const readLicences = (build: string): readonly Licence[] =>
  JSON.parse(readFileSync(join(build, 'licences.json'), 'utf8'))

/** A setting counts once it is on disk and the system has accepted it. A refusal leaves everything as it was. */
export const createSettingsService = (parts: {
  readonly home: string
  readonly build: string
  readonly state: StateStore
  readonly shell: Pick<Shell, 'setAutostart' | 'openPath'>
  readonly knownIssuer: (id: string) => boolean
  readonly changed: (before: Settings, after: Settings) => void
}): SettingsService => ({
  change: async (change) => {
    const before = parts.state.current().settings
    const after = settings.parse({ ...before, ...change })
    if (!parts.knownIssuer(after.issuerId)) throw new AssistantError('not-found')
    if (after.autostart !== before.autostart) await parts.shell.setAutostart(after.autostart)
    writeSettings(parts.home, after)
    parts.state.change({ settings: after })
    parts.changed(before, after)
  },
  openDataFolder: () => parts.shell.openPath(parts.home),
  licences: () => readLicences(parts.build),
})
