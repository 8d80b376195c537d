import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'
import type { Issuers } from '../issuers/part.ts'
import { type Authority, createAuthority } from './authority.ts'

type Needs = Pick<Ground, 'state' | 'events' | 'clock' | 'home' | 'shell'> & {
  readonly issuers: Pick<Issuers, 'chosen'>
  /** The build, with the pages of the authority inside. */
  readonly build: string
  readonly captchaAnswer?: string | undefined
}

/** The authority that was chosen, and how far it can be reached. */
export const authorityPart = (needs: Needs): Part<Authority> => {
  const { state, events, clock, home, shell, issuers, build, captchaAnswer } = needs
  const authority = createAuthority({
    ...{ home, shell, clock, captchaAnswer },
    issuer: issuers.chosen,
    fork: shell.fork,
    pages: join(build, 'renderer'),
    proxy: () => state.current().settings.proxy,
    changed: (connection) => {
      state.change({ connection })
      events.tell('connection-changed', connection)
    },
  })
  events.on('issuer-changed', authority.issuerChanged)
  return { service: authority, stop: authority.stop }
}
