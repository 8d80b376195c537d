import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { LoopbackTrust } from './loopback-trust.ts'

export type LoopbackTrustService = Pick<LoopbackTrust, 'finding' | 'trust' | 'remove'>

export const loopbackTrustHandlers = (trust: LoopbackTrustService): Slice<'loopbackTrust'> => ({
  loopbackTrust: {
    finding: api.loopbackTrust.finding.handler(() => trust.finding()),
    trust: api.loopbackTrust.trust.handler(() => trust.trust()),
    remove: api.loopbackTrust.remove.handler(() => trust.remove()),
  },
})
