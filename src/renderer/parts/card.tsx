import { type ReactNode, useId } from 'react'
import styles from './card.module.css'

type CardProps = { readonly children: ReactNode; readonly className?: string | undefined }

export const Card = ({ children, className = '' }: CardProps) => (
  <div className={`${styles.card} ${styles.padded} ${className}`}>{children}</div>
)

type SectionProps = { readonly title: string; readonly children: ReactNode }

/** A named part of a page. */
export const Section = ({ title, children }: SectionProps) => {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className={styles.stack}>{children}</div>
    </section>
  )
}
