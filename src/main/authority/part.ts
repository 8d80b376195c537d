import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { createAuthorities } from './authorities.ts'
import { authorityHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'state' | 'events' | 'clock' | 'home' | 'shell'> & {
  readonly issuers: Pick<Issuers, 'find' | 'known' | 'learn'>
  /** The build, with the pages of the authority inside. */
  readonly build: string
  readonly captchaAnswer?: string | undefined
}

/** The authorities of the issuers, and whether each can be reached. */
export const authoritiesPart = (needs: Needs) => {
  const { state, events, clock, home, shell, issuers, build, captchaAnswer } = needs
  const authorities = createAuthorities({
    ...{ home, shell, clock, captchaAnswer },
    find: issuers.find,
    told: issuers,
    fork: shell.fork,
    pages: join(build, 'renderer'),
    proxy: () => state.current().settings.proxy,
    changed: (issuerId, connection) => {
      state.change({ connections: { ...state.current().connections, [issuerId]: connection } })
      events.tell('connection-changed', { issuerId, connection })
    },
  })
  return {
    service: authorities,
    handlers: authorityHandlers({ desk: authorities.desk, openExternal: shell.openExternal }),
    stop: authorities.stop,
  }
}
