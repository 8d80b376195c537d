import type { RevocationStatus } from '../../shared/models/index.ts'
import type { Authorities } from '../authority/index.ts'
import { documentFont } from '../files/document-font.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import { createCertificatesService, type KnownCertificate } from './certificates-service.ts'
import { certificatesHandlers } from './handlers.ts'
import { createPapers } from './papers.ts'
import { createRemoval, type RemovalParts } from './removal.ts'
import { createStatusFetch } from './status-fetch.ts'
import { watchStatuses } from './status-watch.ts'

type Needs = Pick<Ground, 'state' | 'shell' | 'clock' | 'log' | 'words'> & {
  /** Where the font of documents lies. */
  readonly resources: string
  readonly keyring: { readonly soft: RemovalParts['soft'] }
  readonly history: RemovalParts['history']
  readonly authorities: Pick<Authorities, 'now'>
  readonly issuers: Pick<Issuers, 'known'>
  readonly tokens: {
    find(certificateId: string): KnownCertificate | undefined
    learnt(certificateId: string, status: RevocationStatus): void
  }
}

export const certificatesPart = (needs: Needs) => {
  const { state, shell, clock, log, words, authorities, issuers, tokens } = needs
  const fetch = createStatusFetch(() => state.current().settings.proxy, shell)
  const certificates = createCertificatesService({
    ...{ shell, fetch, words },
    known: issuers.known,
    find: tokens.find,
    now: () => authorities.now(),
    learnt: tokens.learnt,
  })
  const papers = createPapers({
    ...{ words, find: tokens.find, now: clock },
    snapshot: state.current,
    font: () => documentFont(needs.resources),
  })
  const removal = createRemoval({
    tokens: () => state.current().tokens,
    soft: needs.keyring.soft,
    history: needs.history,
  })
  const stopWatching = watchStatuses({ state, ask: certificates.revocation, now: clock, log })
  return {
    service: certificates,
    handlers: certificatesHandlers({ ...certificates, ...papers, ...removal }),
    stop: () => {
      stopWatching()
      fetch.stop()
    },
  }
}
