import { type ReactNode, useId } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import styles from './settings.module.css'

type GroupProps = {
  readonly title: string
  readonly meaning?: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export const Group = ({ title, meaning, aside, children }: GroupProps) => {
  return (
    <div className={styles.group}>
      <Card>
        <div className={styles.headed}>
          <h2>{title}</h2>
          {aside}
        </div>
        {meaning && <p className={styles.meaning}>{meaning}</p>}
        {children}
      </Card>
    </div>
  )
}

type RowProps = {
  readonly name: string
  readonly meaning?: string
  /** Whether the administrator has fixed it. */
  readonly fixed?: boolean
  /** Takes the ids that connect the control with its name and meaning. */
  readonly control: (ids: { readonly labelId: string; readonly describedBy: string | undefined }) => ReactNode
}

/** One setting: its name and meaning on the left, its control on the right. */
export const Row = ({ name, meaning, fixed = false, control }: RowProps) => {
  const labelId = useId()
  const meaningId = useId()
  const fixedId = useId()
  const { words } = useAssistant()
  const describedBy = [...(meaning ? [meaningId] : []), ...(fixed ? [fixedId] : [])].join(' ')
  return (
    <div className={styles.row}>
      <div>
        <span id={labelId} className={styles.rowName}>
          {name}
        </span>
        {meaning && <p id={meaningId}>{meaning}</p>}
        {fixed && <p id={fixedId}>{words.policies.fixed}</p>}
      </div>
      <div className={styles.control}>
        {control({ labelId, describedBy: describedBy === '' ? undefined : describedBy })}
      </div>
    </div>
  )
}
