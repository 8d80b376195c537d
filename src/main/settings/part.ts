import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { settingsHandlers } from './handlers.ts'
import { createSettingsService } from './settings-service.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell' | 'events'> & {
  readonly issuers: Pick<Issuers, 'find'>
  /** The build, with `licences.json`. */
  readonly build: string
}

export const settingsPart = ({ home, state, shell, events, issuers, build }: Needs) => {
  const settings = createSettingsService({
    ...{ home, state, shell, build },
    knownIssuer: (id) => issuers.find(id) !== null,
    changed: (before, after) => events.tell('settings-changed', { before, after }),
  })
  return { service: settings, handlers: settingsHandlers(settings) }
}
