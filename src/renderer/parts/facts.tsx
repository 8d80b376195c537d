import { Fragment, type ReactNode } from 'react'
import styles from './facts.module.css'

export type Fact = { readonly name: string; readonly value: ReactNode }

/** A quiet two-column list of names and values. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className={styles.facts}>
    {facts.map(({ name, value }) => (
      <Fragment key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </Fragment>
    ))}
  </dl>
)
