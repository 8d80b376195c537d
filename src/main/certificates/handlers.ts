import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { CertificatesService } from './certificates-service.ts'
import type { Papers } from './papers.ts'
import type { Removal } from './removal.ts'

export const certificatesHandlers = (
  certificates: CertificatesService & Papers & Removal,
): Slice<'certificates'> => ({
  certificates: {
    details: api.certificates.details.handler(({ input }) => certificates.details(input.certificateId)),
    revocation: api.certificates.revocation.handler(({ input }) =>
      certificates.revocation(input.certificateId),
    ),
    export: api.certificates.export.handler(({ input }) =>
      certificates.export(input.certificateId, input.format),
    ),
    paper: api.certificates.paper.handler(({ input }) => certificates.paper(input.certificateId)),
    remove: api.certificates.remove.handler(({ input }) => certificates.remove(input.tokenId)),
    openInSystem: api.certificates.openInSystem.handler(({ input }) =>
      certificates.openInSystem(input.certificateId),
    ),
  },
})
