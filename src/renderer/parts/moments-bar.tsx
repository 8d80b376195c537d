import { Icon } from '../drawings/icon.tsx'
import styles from './moments-bar.module.css'

type Props<Moment extends string> = {
  readonly label: string
  readonly moments: readonly Moment[]
  readonly titles: Readonly<Record<Moment, string>>
  /** The one that the person has reached. Those before it have a tick. */
  readonly now: Moment | 'done'
}

/** More moments stand closer together, so that they keep to one line. */
const atEase = 4

/** Which part of a business the person has reached. */
export const MomentsBar = <Moment extends string>({ label, moments, titles, now }: Props<Moment>) => {
  const reached = now === 'done' ? moments.length : moments.indexOf(now)
  const dense = moments.length > atEase ? styles.dense : ''
  return (
    <ol className={`${styles.moments} ${dense}`} aria-label={label}>
      {moments.map((moment, index) => (
        <li key={moment} data-done={index < reached} aria-current={index === reached ? 'step' : undefined}>
          <span className={styles.mark}>{index < reached ? <Icon name="check" size={14} /> : index + 1}</span>
          {titles[moment]}
        </li>
      ))}
    </ol>
  )
}
