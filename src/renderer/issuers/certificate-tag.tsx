import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import { useAssistant } from '../live/use-live.tsx'
import { DemonstrationTag } from '../parts/demonstration-tag.tsx'

/** The mark of a certificate that a demonstration has issued. */
export const CertificateTag = ({ view }: { readonly view: { readonly issuerId: string | null } }) => {
  const { snapshot } = useAssistant()
  return issuerById(snapshot, view.issuerId)?.demonstration ? <DemonstrationTag /> : null
}
