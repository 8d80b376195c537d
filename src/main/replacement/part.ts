import { type Certificate, fromBase64, parseCertificate } from '../../pki/index.ts'
import type { RaCertificateStatus } from '../../shared/ra-contract/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Standing } from '../tokens/pair-state.ts'
import { replacementHandlers } from './handlers.ts'
import { createReplacementService, type ReplacementParts } from './replacement-service.ts'

type Needs = Pick<Ground, 'state'> &
  Pick<ReplacementParts, 'authorities' | 'accounts' | 'transactions' | 'history'> & {
    readonly tokens: { told(certificate: Certificate, standing: Standing): boolean }
  }

const standings: Partial<Readonly<Record<RaCertificateStatus, Standing>>> = {
  active: 'good',
  suspended: 'suspended',
  revoked: 'revoked',
  superseded: 'revoked',
}

export const replacementPart = ({ state, tokens: known, ...needs }: Needs) => {
  const { authorities, accounts, transactions, history } = needs
  const tokens = () => state.current().tokens
  const replacement = createReplacementService({
    ...{ authorities, accounts, transactions, history, tokens },
    told: (certificates) => {
      for (const { der, status } of certificates) {
        const standing = standings[status]
        if (standing) known.told(parseCertificate(fromBase64(der)), standing)
      }
    },
    presentSerials: () =>
      tokens().flatMap(({ pairs }) => pairs.flatMap(({ signing }) => signing?.serial ?? [])),
  })
  return { service: replacement, handlers: replacementHandlers(replacement) }
}
