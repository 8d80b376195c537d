import type { ReactNode } from 'react'
import { DemonstrationTag } from '../parts/demonstration-tag.tsx'
import styles from './page.module.css'

type Props = {
  readonly title: string
  readonly action?: ReactNode
  /** The way back, above the title. */
  readonly before?: ReactNode
  readonly narrow?: boolean
  /** The page deals with the authority: a demonstration says so here. */
  readonly demonstration?: boolean
  readonly children: ReactNode
}

/** A page says where one is and holds at most one primary action in its header. */
export const Page = ({ title, action, before, narrow, demonstration, children }: Props) => (
  <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>
    {before}
    <header className={styles.header}>
      <div className={styles.titles}>
        <h1>{title}</h1>
        {demonstration && <DemonstrationTag />}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </header>
    {children}
  </div>
)
