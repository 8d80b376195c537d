import type { Translation } from '../errors/entry.ts'
import type { settingsErrors as original } from './errors.zh-cn.ts'

export const settingsErrors = {
  'settings-damaged': {
    title: 'The settings file is damaged',
    happened: 'It could not be read and was set aside as {file}; defaults are in use.',
    lost: 'Settings must be chosen again; certificates are untouched.',
    next: 'Review Settings.',
  },
  'settings-newer': {
    title: 'Settings of a newer version',
    happened:
      'The settings file was written by a newer version and set aside as {file}; defaults are in use.',
    lost: 'The old settings were kept; certificates are untouched.',
    next: 'Install the latest version.',
  },
  'autostart-refused': {
    title: 'It does not start with the system',
    happened: 'The system did not accept the entry that would start the assistant.',
    lost: 'The setting is unchanged; certificates are untouched.',
    next: 'Start it from the desktop. If the path of the data folder is long, choose a shorter one and try again.',
  },
} as const satisfies Translation<typeof original>
