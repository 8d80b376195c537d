import { type RenewalMoment, renewalMoments } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import styles from '../issuance/issuance.module.css'
import { useAssistant } from '../live/use-live.tsx'

/** Which page of the application the person has reached. */
export const RenewalMomentsBar = ({ now }: { readonly now: RenewalMoment }) => {
  const say = useAssistant().words.renewal
  const reached = renewalMoments.indexOf(now)
  return (
    <ol className={styles.moments} aria-label={say.momentsLabel}>
      {renewalMoments.map((moment, index) => (
        <li key={moment} data-done={index < reached} aria-current={index === reached ? 'step' : undefined}>
          <span className={styles.mark}>{index < reached ? <Icon name="check" size={14} /> : index + 1}</span>
          {say.moments[moment]}
        </li>
      ))}
    </ol>
  )
}
