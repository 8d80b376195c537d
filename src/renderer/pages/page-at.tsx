import { assertNever } from '../../shared/assert-never.ts'
import type { Place } from '../place/place.ts'
import { BackupPage } from './backup/backup-page.tsx'
import { CertificatePage } from './certificates/certificate-page.tsx'
import { CertificatesPage } from './certificates/certificates-page.tsx'
import { HistoryPage } from './history/history-page.tsx'
import { HomePage } from './home/home-page.tsx'
import { IssuancePage } from './issuance/issuance-page.tsx'
import { LoginPage } from './login/login-page.tsx'
import { PinPage } from './pin/pin-page.tsx'
import { ReplacementPage } from './replacement/replacement-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { UnlockPage } from './unlock/unlock-page.tsx'

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
      return <IssuancePage key={place.tokenId} tokenId={place.tokenId} />
    case 'login':
      return <LoginPage />
    case 'pin':
      return <PinPage key={place.tokenId} tokenId={place.tokenId} />
    case 'unlock':
      return <UnlockPage tokenId={place.tokenId} />
    case 'replacement':
      return <ReplacementPage />
    case 'backup':
      return <BackupPage key="backup" tokenId={place.tokenId} />
    case 'restore':
      return <BackupPage key="restore" tokenId={null} first="restore" />
    case 'history':
      return <HistoryPage tokenId={place.tokenId} />
    case 'settings':
      return <SettingsPage section={place.section} />
    default:
      return assertNever(place)
  }
}
