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
  /** Screen readers read it at once, because something happened just now. */
  readonly urgent?: boolean
}

/** Scrolls only as far as needed, so that a new note is in view and the focused field stays in view. */
const inSight = (note: HTMLElement | null) => {
  note?.scrollIntoView({ block: 'nearest' })
  if (document.activeElement instanceof HTMLInputElement)
    document.activeElement.scrollIntoView({ block: 'nearest' })
}

/** A calm box that says one thing and offers what to do about it. */
export const Note = ({ tone, title, children, actions, icon, urgent }: Props) => (
  <div
    className={styles.note}
    data-tone={tone}
    role={urgent ? 'alert' : undefined}
    ref={urgent ? inSight : null}
  >
    <Icon name={icon ?? icons[tone]} className={styles.icon} />
    <div className={styles.body}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
    {actions && <div className={styles.actions}>{actions}</div>}
  </div>
)
