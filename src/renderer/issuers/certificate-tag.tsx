import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import { useAssistant } from '../live/use-live.tsx'
import { DemonstrationTag } from '../parts/demonstration-tag.tsx'
import { useIssuer } from './use-issuer.tsx'

/** The mark of a certificate that a demonstration has issued, unless its page is marked as a whole. */
export const CertificateTag = ({ view }: { readonly view: { readonly issuerId: string | null } }) => {
  const { snapshot } = useAssistant()
  if (useIssuer()?.demonstration) return null
  return issuerById(snapshot, view.issuerId)?.demonstration ? <DemonstrationTag /> : null
}
