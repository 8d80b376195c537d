import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { CertificateStore } from './certificate-store.ts'

export type CertificateStoreService = Pick<CertificateStore, 'finding' | 'refresh'>

export const certificateStoreHandlers = (store: CertificateStoreService): Slice<'certificateStore'> => ({
  certificateStore: {
    finding: api.certificateStore.finding.handler(() => store.finding()),
    refresh: api.certificateStore.refresh.handler(() => store.refresh()),
  },
})
