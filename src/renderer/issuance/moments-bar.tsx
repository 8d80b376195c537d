import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import styles from './issuance.module.css'

export const moments = ['account', 'token', 'pin', 'progress'] as const
export type Moment = (typeof moments)[number]

/** Which of the four parts the person has reached. Past ones have a tick. */
export const MomentsBar = ({ now }: { readonly now: Moment | 'done' }) => {
  const { words } = useAssistant()
  const say = words.issuance
  const reached = now === 'done' ? moments.length : moments.indexOf(now)
  return (
    <ol className={styles.moments} aria-label={say.momentsLabel}>
      {moments.map((moment, index) => (
        <li key={moment} data-done={index < reached} aria-current={index === reached ? 'step' : undefined}>
          <span className={styles.mark}>{index < reached ? <Icon name="check" size={14} /> : index + 1}</span>
          {say.moments[moment]}
        </li>
      ))}
    </ol>
  )
}
