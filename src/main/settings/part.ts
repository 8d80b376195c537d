import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { stackOf } from '../log/stack-of.ts'
import { applyFixedAutostart } from './fixed-autostart.ts'
import { settingsHandlers } from './handlers.ts'
import { createSettingsService } from './settings-service.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell' | 'events' | 'clock' | 'log'> & {
  readonly issuers: Pick<Issuers, 'find'>
  /** The build, with `licences.json`. */
  readonly build: string
}

export const settingsPart = ({ home, state, shell, events, clock, log, issuers, build }: Needs) => {
  const settings = createSettingsService({
    ...{ home, state, shell, build, clock },
    knownIssuer: (id) => issuers.find(id) !== null,
    changed: (before, after) => events.tell('settings-changed', { before, after }),
  })
  return {
    service: settings,
    handlers: settingsHandlers(settings),
    start: () =>
      void applyFixedAutostart({ home, clock, state, shell }).catch((error: unknown) => log(stackOf(error))),
  }
}
