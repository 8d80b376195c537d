import { type UpgradeMoment, upgradeMoments } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import styles from '../issuance/issuance.module.css'
import { useAssistant } from '../live/use-live.tsx'
import own from './upgrade.module.css'

/** Which page of the form the person has reached. */
export const UpgradeMomentsBar = ({ now }: { readonly now: UpgradeMoment }) => {
  const say = useAssistant().words.upgrade
  const reached = upgradeMoments.indexOf(now)
  return (
    <ol className={`${styles.moments} ${own.moments}`} aria-label={say.momentsLabel}>
      {upgradeMoments.map((moment, index) => (
        <li key={moment} data-done={index < reached} aria-current={index === reached ? 'step' : undefined}>
          <span className={styles.mark}>{index < reached ? <Icon name="check" size={14} /> : index + 1}</span>
          {say.moments[moment]}
        </li>
      ))}
    </ol>
  )
}
