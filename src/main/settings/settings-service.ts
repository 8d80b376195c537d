import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AssistantError } from '../../shared/errors/index.ts'
import { type FixedSetting, type Settings, type SettingsChange, settings } from '../../shared/models/index.ts'
import type { Shell } from '../shell/shell.ts'
import type { StateStore } from '../state/state-store.ts'
import { readSettings, writeSettings } from './settings-file.ts'

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

type Parts = {
  readonly home: string
  readonly build: string
  readonly clock: () => Date
  readonly state: StateStore
  readonly shell: Pick<Shell, 'setAutostart' | 'openPath'>
  readonly knownIssuer: (id: string) => boolean
  readonly changed: (before: Settings, after: Settings) => void
}

/** What the person chose; the file keeps it for the day on which the administrator fixes it no more. */
const ownChoices = (home: string, now: Date, fixed: readonly FixedSetting[]): Partial<Settings> => {
  if (fixed.length === 0) return {}
  const own = readSettings(home, now).settings
  return Object.fromEntries(fixed.map((name) => [name, own[name]]))
}

/** A setting counts once it is on disk and the system has accepted it. A refusal leaves everything as it was. */
export const createSettingsService = (parts: Parts): SettingsService => ({
  change: async (change) => {
    const { settings: before, policies } = parts.state.current()
    if (policies.settings.some((name) => change[name] !== undefined))
      throw new AssistantError('fixed-by-administrator')
    const after = settings.parse({ ...before, ...change })
    if (!parts.knownIssuer(after.issuerId)) throw new AssistantError('not-found')
    if (after.autostart !== before.autostart) await parts.shell.setAutostart(after.autostart)
    writeSettings(parts.home, { ...after, ...ownChoices(parts.home, parts.clock(), policies.settings) })
    parts.state.change({ settings: after })
    parts.changed(before, after)
  },
  openDataFolder: () => parts.shell.openPath(parts.home),
  licences: () => readLicences(parts.build),
})
