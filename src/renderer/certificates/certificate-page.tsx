import { isReplaced } from '../../shared/health/replaced.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { Snapshot } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { isRenewedBy } from '../../shared/renewal/rows.ts'
import type { Texts } from '../../shared/text/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { Page } from '../frame/page.tsx'
import { RecentHistory } from '../history/recent-history.tsx'
import { IssuerPart } from '../issuers/issuer-part.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import styles from './certificates.module.css'
import { Trust } from './chain.tsx'
import { Essentials } from './essentials.tsx'
import { Fields } from './fields.tsx'
import { type FoundCertificate, findCertificate } from './find-certificate.ts'
import { useDetails } from './use-details.ts'

const titleOf = ({ view }: FoundCertificate, { certificates }: Texts): string =>
  view.use === 'encryption' ? certificates.encryptionDetails : certificates.signingDetails

const Whole = ({ found }: { readonly found: FoundCertificate }) => {
  const { words } = useAssistant()
  const { details, action } = useDetails(found.view.id)
  return (
    <div className={styles.cards}>
      <Essentials found={found} />
      {action.error && <ErrorNote report={action.error} />}
      {!details && <Waiting active={action.pending} words={words.certificates.loading} />}
      {details && (
        <>
          <Trust
            key={details.view.id}
            certificateId={found.view.id}
            chain={details.chain}
            first={details.revocation}
          />
          <IssuerPart view={found.view} />
          <Card>
            <RecentHistory tokenId={found.token.id} serial={found.view.serial} />
          </Card>
          <Fields details={details} />
        </>
      )}
    </div>
  )
}

const Back = () => {
  const { words } = useAssistant()
  return (
    <a className={styles.back} href={hashOf({ page: 'certificates' })}>
      <Icon name="left" size={16} />
      {words.certificates.title}
    </a>
  )
}

/** Its authority renews here, and no other pair has taken its place. */
const isRenewable = ({ pair, view }: FoundCertificate, snapshot: Snapshot): boolean =>
  isRenewedBy(snapshot, view.issuerId) && !isReplaced(pair, snapshot.tokens)

/** One certificate: 签名证书详情 or 加密证书详情, with a link to the other one of the pair. */
export const CertificatePage = ({ certificateId }: { readonly certificateId: string }) => {
  const { snapshot, words } = useAssistant()
  const say = words.certificates
  const found = findCertificate(snapshot, certificateId)
  if (!found)
    return (
      <Page title={say.details} before={<Back />}>
        <Note tone="plain" title={say.gone}>
          <p>{say.goneNext}</p>
        </Note>
      </Page>
    )
  const { other } = found
  const otherTitle = other && titleOf({ ...found, view: other }, words)
  return (
    <Page
      title={titleOf(found, words)}
      before={<Back />}
      issuer={issuerById(snapshot, found.view.issuerId)}
      action={
        <nav className={form.links} aria-label={say.details}>
          {isRenewable(found, snapshot) && (
            <a href={hashOf({ page: 'renewal', certificateId })}>{words.renewal.title}</a>
          )}
          {other && <a href={hashOf({ page: 'certificate', certificateId: other.id })}>{otherTitle}</a>}
        </nav>
      }
    >
      <Whole key={certificateId} found={found} />
    </Page>
  )
}
