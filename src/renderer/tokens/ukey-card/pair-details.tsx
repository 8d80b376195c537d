import { leadingCertificate } from '../../../shared/certificates/leading.ts'
import type { CertificatePair } from '../../../shared/models/index.ts'
import { Holder } from '../../certificates/holder.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Facts } from '../../parts/facts.tsx'
import { dateTimeOf } from '../../words/format.ts'
import styles from './ukey-card.module.css'

type Props = {
  readonly pair: CertificatePair
  /** The holder that stands at the top of the card. */
  readonly titled: string | null
}

/** What the certificates of a pair contain. The holder is named only if it is another one than above. */
export const PairDetails = ({ pair, titled }: Props) => {
  const { words } = useAssistant()
  const say = words.certificates
  const view = leadingCertificate(pair)
  if (!view) return null
  return (
    <div className={styles.details}>
      <Facts
        facts={[
          ...(view.holder === titled ? [] : [{ name: say.holder, value: <Holder view={view} /> }]),
          { name: say.issuer, value: view.issuer },
          { name: say.validUntil, value: dateTimeOf(view.notAfter) },
          { name: say.keyType, value: view.keyType },
        ]}
      />
    </div>
  )
}
