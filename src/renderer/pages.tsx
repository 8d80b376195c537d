import type { ReactNode } from 'react'
import type { PageName } from '../shared/places/pages.ts'
import type { Place, PlaceOf } from '../shared/places/place.ts'
import { LoginPage } from './account/login-page.tsx'
import { AnnouncementsPage } from './announcements/announcements-page.tsx'
import { ApplicationsPage } from './applications/applications-page.tsx'
import { BackupPage } from './backup/backup-page.tsx'
import { BusinessPage } from './business/business-page.tsx'
import { CertificatePage } from './certificates/certificate-page.tsx'
import { CertificatesPage } from './certificates/certificates-page.tsx'
import { DecryptionRehearsalPage } from './decryption-rehearsal/rehearsal-page.tsx'
import { DiagnosisPage } from './diagnosis/diagnosis-page.tsx'
import { DocumentPage } from './documents/document-page.tsx'
import { DocumentsPage } from './documents/documents-page.tsx'
import { RootsPage } from './documents/roots-page.tsx'
import { NoSuchPlace } from './frame/no-such-place.tsx'
import { ArticlePage } from './help/article-page.tsx'
import { ServicePage } from './help/service-page.tsx'
import { HistoryPage } from './history/history-page.tsx'
import { HomePage } from './home/home-page.tsx'
import { AppealPage, RegistrationPage } from './identity/begin-page.tsx'
import { CentrePage } from './identity/centre-page.tsx'
import { CompletionPage } from './identity/completion-page.tsx'
import { DossierPage } from './identity/dossier-page.tsx'
import { ForgottenPage } from './identity/forgotten-page.tsx'
import { OldAccountPage } from './identity/old-account-page.tsx'
import { IssuancePage } from './issuance/issuance-page.tsx'
import { NotificationsPage } from './notifications/notifications-page.tsx'
import { PinPage } from './pin/pin-page.tsx'
import { RenewalPage } from './renewal/renewal-page.tsx'
import { RenewalProgressPage } from './renewal/renewal-progress-page.tsx'
import { RenewalsPage } from './renewal/renewals-page.tsx'
import { ReplacementPage } from './replacement/replacement-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'
import { SubscriptionPage } from './subscription/subscription-page.tsx'
import { UnlockPage } from './unlock/unlock-page.tsx'
import { UpgradePage } from './upgrade/upgrade-page.tsx'
import { UpgradeProgressPage } from './upgrade/upgrade-progress-page.tsx'
import { UpgradesPage } from './upgrade/upgrades-page.tsx'

/** What each page of the table shows. If a page is missing here, this does not compile. */
const shown: { readonly [P in PageName]: (place: PlaceOf<P>) => ReactNode } = {
  home: () => <HomePage />,
  certificates: () => <CertificatesPage />,
  certificate: ({ certificateId }) => <CertificatePage certificateId={certificateId} />,
  issue: ({ tokenId }) => <IssuancePage key={tokenId} tokenId={tokenId} />,
  renewal: ({ certificateId }) => <RenewalPage key={certificateId} certificateId={certificateId} />,
  renewals: () => <RenewalsPage />,
  'renewal-progress': ({ transactionId }) => (
    <RenewalProgressPage key={transactionId} transactionId={transactionId} />
  ),
  upgrades: () => <UpgradesPage />,
  upgrade: ({ certificateId }) => <UpgradePage key={certificateId} certificateId={certificateId} />,
  'upgrade-progress': ({ upgradeId }) => <UpgradeProgressPage key={upgradeId} upgradeId={upgradeId} />,
  'decryption-rehearsal': ({ certificateId }) => (
    <DecryptionRehearsalPage key={certificateId} certificateId={certificateId} />
  ),
  pin: ({ tokenId }) => <PinPage key={tokenId} tokenId={tokenId} />,
  unlock: ({ tokenId }) => <UnlockPage tokenId={tokenId} />,
  replacement: ({ issuerId }) => <ReplacementPage issuerId={issuerId} />,
  backup: ({ tokenId }) => <BackupPage key="backup" tokenId={tokenId} />,
  restore: () => <BackupPage key="restore" tokenId={null} first="restore" />,
  history: ({ tokenId }) => <HistoryPage tokenId={tokenId} />,
  documents: () => <DocumentsPage />,
  document: ({ documentId }) => <DocumentPage key={documentId} documentId={documentId} />,
  'document-roots': () => <RootsPage />,
  business: () => <BusinessPage />,
  applications: () => <ApplicationsPage />,
  announcements: () => <AnnouncementsPage />,
  subscription: () => <SubscriptionPage />,
  login: ({ issuerId }) => <LoginPage key={issuerId} issuerId={issuerId} />,
  service: ({ search }) => <ServicePage search={search} />,
  article: ({ articleId }) => <ArticlePage key={articleId} articleId={articleId} />,
  notifications: () => <NotificationsPage />,
  diagnosis: ({ step }) => <DiagnosisPage step={step} />,
  registration: ({ issuerId }) => <RegistrationPage key={issuerId} issuerId={issuerId} />,
  forgotten: ({ issuerId }) => <ForgottenPage key={issuerId} issuerId={issuerId} />,
  appeal: ({ issuerId }) => <AppealPage key={issuerId} issuerId={issuerId} />,
  completion: ({ issuerId }) => <CompletionPage key={issuerId} issuerId={issuerId} />,
  dossier: ({ dossierKey }) => <DossierPage key={dossierKey} dossierKey={dossierKey} />,
  centre: ({ issuerId }) => <CentrePage issuerId={issuerId} />,
  'old-account': ({ issuerId }) => <OldAccountPage issuerId={issuerId} />,
  settings: ({ section }) => <SettingsPage section={section} />,
  // The prompt is a window of its own (app.tsx). The main window has no such page.
  prompt: () => <NoSuchPlace />,
}

const show = <P extends PageName>(page: P, place: PlaceOf<P>): ReactNode => shown[page](place)

/** The page of a place. */
export const PageAt = ({ place }: { readonly place: Place | null }) =>
  place === null ? <NoSuchPlace /> : show(place.page, place)
