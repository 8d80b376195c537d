import type { RevocationStatus } from '../../shared/models/index.ts'
import type { Authority } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import { createCertificatesService, type KnownCertificate } from './certificates-service.ts'
import { certificatesHandlers } from './handlers.ts'
import { createStatusFetch } from './status-fetch.ts'
import { watchStatuses } from './status-watch.ts'

type Needs = Pick<Ground, 'state' | 'shell' | 'clock' | 'log' | 'words'> & {
  readonly authority: Pick<Authority, 'chain' | 'known' | 'now'>
  readonly tokens: {
    find(certificateId: string): KnownCertificate | undefined
    learnt(certificateId: string, status: RevocationStatus): void
  }
}

export const certificatesPart = ({ state, shell, clock, log, words, authority, tokens }: Needs) => {
  const fetch = createStatusFetch(() => state.current().settings.proxy, shell)
  const certificates = createCertificatesService({
    ...{ authority, shell, fetch, words },
    find: tokens.find,
    now: authority.now,
    learnt: tokens.learnt,
  })
  const stopWatching = watchStatuses({ state, ask: certificates.revocation, now: clock, log })
  return {
    service: certificates,
    handlers: certificatesHandlers(certificates),
    stop: () => {
      stopWatching()
      fetch.stop()
    },
  }
}
