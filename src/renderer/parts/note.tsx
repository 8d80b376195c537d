import type { ReactNode } from 'react'
import { Icon, type IconName } from '../drawings/icon.tsx'
import styles from './note.module.css'

export type NoteTone = 'good' | 'soon' | 'bad' | 'info' | 'plain'

const icons: Readonly<Record<NoteTone, IconName>> = {
  good: 'checkCircle',
  soon: 'warning',
  bad: 'problem',
  info: 'info',
  plain: 'info',
}

type Props = {
  readonly tone: NoteTone
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly icon?: IconName
  /** Read out at once: something happened just now. */
  readonly urgent?: boolean
}

/** A calm box that tells one thing and offers what to do about it. */
export const Note = ({ tone, title, children, actions, icon, urgent }: Props) => (
  <div className={styles.note} data-tone={tone} role={urgent ? 'alert' : undefined}>
    <Icon name={icon ?? icons[tone]} className={styles.icon} />
    <div className={styles.body}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
    {actions && <div className={styles.actions}>{actions}</div>}
  </div>
)
