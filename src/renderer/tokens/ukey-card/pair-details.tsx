import { Button } from 'antd'
import { leadingCertificate } from '../../../shared/certificates/leading.ts'
import type { CertificatePair } from '../../../shared/models/index.ts'
import { Holder } from '../../certificates/holder.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Facts } from '../../parts/facts.tsx'
import { go } from '../../place/use-place.ts'
import { dateTimeOf } from '../../words/format.ts'
import styles from './ukey-card.module.css'

/** What the certificates of a pair contain, and links to each in full. */
export const PairDetails = ({ pair }: { readonly pair: CertificatePair }) => {
  const { words } = useAssistant()
  const say = words.certificates
  const view = leadingCertificate(pair)
  if (!view) return null
  const rehearsed = pair.encryption ?? (view.use === 'both' ? view : null)
  const open = (certificateId: string) => () => go({ page: 'certificate', certificateId })
  return (
    <div className={styles.details}>
      <Facts
        facts={[
          { name: say.holder, value: <Holder view={view} /> },
          { name: say.issuer, value: view.issuer },
          { name: say.validUntil, value: dateTimeOf(view.notAfter) },
          { name: say.keyType, value: view.keyType },
        ]}
      />
      <div className={styles.ways}>
        {pair.signing && <Button onClick={open(pair.signing.id)}>{say.signingDetails}</Button>}
        {pair.encryption && <Button onClick={open(pair.encryption.id)}>{say.encryptionDetails}</Button>}
        {rehearsed && (
          <Button onClick={() => go({ page: 'decryption-rehearsal', certificateId: rehearsed.id })}>
            {words.decryptionRehearsal.title}
          </Button>
        )}
      </div>
    </div>
  )
}
