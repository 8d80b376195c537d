import { leadingCertificate } from '../../../shared/certificates/leading.ts'
import type { CertificatePair, TokenView } from '../../../shared/models/index.ts'
import { hashOf } from '../../../shared/places/place.ts'
import { Icon } from '../../drawings/icon.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { RemoveOld } from '../../old-certificates/remove-old.tsx'
import { dateOf, grouped } from '../../words/format.ts'
import { RehearseLink } from '../rehearse-link.tsx'
import styles from './ended-pairs.module.css'

type Props = { readonly token: TokenView; readonly pairs: readonly CertificatePair[] }

/** Certificates beside the one in force that have been replaced. They need nothing, so they are folded away. */
export const EndedPairs = ({ token, pairs }: Props) => {
  const { words } = useAssistant()
  const say = words.certificates
  if (pairs.length === 0) return null
  return (
    <details className={styles.ended}>
      <summary>
        {say.ended.title(pairs.length)}
        <Icon name="down" size={16} />
      </summary>
      <ul>
        {pairs.flatMap((pair) => {
          const view = leadingCertificate(pair)
          if (!view) return []
          const words = [grouped(view.serial), say.state[pair.state], say.until(dateOf(view.notAfter))]
          return (
            <li key={pair.id}>
              <a href={hashOf({ page: 'certificate', certificateId: view.id })}>{words.join(' · ')}</a>
              <RehearseLink pair={pair} />
              <RemoveOld token={token} pair={pair} />
            </li>
          )
        })}
      </ul>
    </details>
  )
}
