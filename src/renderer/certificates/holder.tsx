import type { CertificateView } from '../../shared/models/index.ts'
import { CertificateTag } from '../issuers/certificate-tag.tsx'

/** A holder's name, marked if the certificate comes from a demonstration authority. */
export const Holder = ({ view }: { readonly view: CertificateView }) => (
  <>
    {view.holder} <CertificateTag view={view} />
  </>
)
