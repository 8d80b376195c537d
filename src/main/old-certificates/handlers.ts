import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { OldCertificates } from './old-certificates.ts'

export const oldCertificatesHandlers = ({ remove }: OldCertificates): Slice<'oldCertificates'> => ({
  oldCertificates: { remove: api.oldCertificates.remove.handler(({ input }) => remove(input)) },
})
