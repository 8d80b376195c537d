import { join } from 'node:path'
import type { Fork } from '../../native/host/child.ts'
import type { FeedKey } from '../../shared/announcements/feed.ts'
import { clockSkewOf } from '../../shared/connection/clock-skew.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Connection, DemonstrationDesk } from '../../shared/models/index.ts'
import { type Authority, type AuthorityIssuer, type AuthorityOptions, createAuthority } from './authority.ts'
import { createDesk } from './desk.ts'
import { createEmbeddedAuthority } from './embedded-authority.ts'

/** The RA clients, one for each issuer. Each is made when it is first needed. */
export type Authorities = {
  /** Refuses an issuer that is not known or not known any more. */
  of(issuerId: string): Authority
  /** The time at the authority of this issuer, or at the other authorities if this one was never asked. */
  now(issuerId?: string | null): Date
  /** The key of the feed of the authority inside. */
  embeddedFeedKey(): Promise<FeedKey | null>
  /** The operator's desk of the authority inside. */
  desk(issuerId: string): Promise<DemonstrationDesk | null>
  stop(): void
}

export type AuthoritiesOptions = Pick<AuthorityOptions, 'told' | 'shell' | 'clock' | 'proxy' | 'pauseMs'> & {
  readonly find: (issuerId: string) => AuthorityIssuer | null
  readonly home: string
  readonly fork: Fork
  readonly captchaAnswer?: string | undefined
  /** Folder with the built pages. The authority inside serves its operator page from it. */
  readonly pages?: string | undefined
  readonly log?: (line: string) => void
  readonly changed: (issuerId: string, connection: Connection) => void
}

export const createAuthorities = (options: AuthoritiesOptions): Authorities => {
  const { home, fork, captchaAnswer, pages, log, clock, find, changed } = options
  const data = join(home, 'authority')
  const embedded = createEmbeddedAuthority({ fork, data, captchaAnswer, pages, log })
  const made = new Map<string, Authority>()
  const make = (issuerId: string): Authority => {
    const issuer = find(issuerId)
    if (issuer === null) throw new AssistantError('issuer-missing')
    const told = (connection: Connection) => changed(issuerId, connection)
    const authority = createAuthority({ ...options, issuer, embedded, changed: told })
    made.set(issuerId, authority)
    return authority
  }
  const skewFor = (issuerId: string | null): number => {
    const own = issuerId === null ? null : made.get(issuerId)?.connection().clockSkewSeconds
    return own ?? clockSkewOf([...made.values()].map((one) => one.connection())) ?? 0
  }
  return {
    of: (issuerId) => made.get(issuerId) ?? make(issuerId),
    now: (issuerId = null) => new Date(clock().getTime() - skewFor(issuerId) * 1000),
    embeddedFeedKey: embedded.feedKey,
    desk: createDesk({ find, embedded, data }),
    stop: () => {
      for (const authority of made.values()) authority.stop()
      embedded.stop()
    },
  }
}
