import type { CertificateView } from '../../shared/models/index.ts'
import { DemonstrationTag } from '../parts/demonstration-tag.tsx'

/** A holder's name, marked where the certificate comes from the demonstration authority. */
export const Holder = ({ view }: { readonly view: CertificateView }) => (
  <>
    {view.holder} {view.demonstration && <DemonstrationTag />}
  </>
)
