import type { ReactNode } from 'react'
import type { IssuerView } from '../../shared/models/index.ts'
import { IssuerOf, useIssuerName } from '../issuers/use-issuer.tsx'
import { DemonstrationTag } from '../parts/demonstration-tag.tsx'
import styles from './page.module.css'

type Props = {
  readonly title: string
  readonly action?: ReactNode
  /** The link back, above the title. */
  readonly before?: ReactNode
  readonly narrow?: boolean
  /** The issuer that the page is about. A demonstration is marked, and a business names its issuer. */
  readonly issuer?: IssuerView | null
  readonly children: ReactNode
}

/** A page with its title and at most one primary action in its header. */
export const Page = ({ title, action, before, narrow, issuer = null, children }: Props) => {
  const nameOf = useIssuerName()
  return (
    <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>
      {before}
      <header className={styles.header}>
        <div className={styles.titles}>
          <h1>{title}</h1>
          {issuer?.demonstration && <DemonstrationTag />}
          {narrow && issuer && <span className={styles.issuer}>{nameOf(issuer)}</span>}
        </div>
        {action && <div className={styles.action}>{action}</div>}
      </header>
      <IssuerOf issuer={issuer}>{children}</IssuerOf>
    </div>
  )
}
