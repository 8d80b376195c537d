import { assertNever } from '../../shared/assert-never.ts'
import type { Place } from '../place/place.ts'
import { CertificatePage } from './certificates/certificate-page.tsx'
import { CertificatesPage } from './certificates/certificates-page.tsx'
import { HomePage } from './home/home-page.tsx'
import { IssuancePage } from './issuance/issuance-page.tsx'
import { LoginPage } from './login/login-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'

/** The page of a place. */
export const PageAt = ({ place }: { readonly place: Place }) => {
  switch (place.page) {
    case 'home':
    case 'prompt':
      return <HomePage />
    case 'certificates':
      return <CertificatesPage />
    case 'certificate':
      return <CertificatePage certificateId={place.certificateId} />
    case 'issue':
      return <IssuancePage tokenId={place.tokenId} />
    case 'login':
      return <LoginPage />
    case 'settings':
      return <SettingsPage section={place.section} />
    default:
      return assertNever(place)
  }
}
