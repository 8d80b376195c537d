import type { Ground } from '../house/ground.ts'
import { oldCertificatesHandlers } from './handlers.ts'
import { createOldCertificates, type OldCertificatesParts } from './old-certificates.ts'

type Needs = Pick<Ground, 'state'> & Pick<OldCertificatesParts, 'keyring' | 'history' | 'prompts'>

export const oldCertificatesPart = ({ state, keyring, history, prompts }: Needs) => {
  const tokens = () => state.current().tokens
  const service = createOldCertificates({ tokens, keyring, history, prompts })
  return { service, handlers: oldCertificatesHandlers(service) }
}
