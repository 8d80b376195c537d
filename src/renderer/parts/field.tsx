import { type ReactNode, useId } from 'react'
import { Icon } from '../drawings/icon.tsx'
import styles from './field.module.css'

/** The ids that connect a control with its words. */
export type Ties = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
  readonly status?: 'error'
}

type Props = {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong does not take the place of the hint, because nobody could go on without it. */
  readonly hintStays?: boolean
  readonly fault?: string | null | undefined
  readonly children: (ties: Ties) => ReactNode
}

/** What is wrong, in a line. */
export const FaultLine = ({ children }: { readonly children: ReactNode }) => (
  <p className={styles.fault}>
    <Icon name="problem" size={16} />
    {children}
  </p>
)

/** A control under its label. Below it stands its hint, or what is wrong. */
export const Field = ({ label, hint, hintStays = false, fault, children }: Props) => {
  const id = useId()
  const belowId = `${id}-below`
  const ties: Ties = {
    id,
    'aria-describedby': hint || fault ? belowId : undefined,
    'aria-invalid': Boolean(fault),
    ...(fault ? { status: 'error' as const } : {}),
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(ties)}
      <div id={belowId}>
        {fault && <FaultLine>{fault}</FaultLine>}
        {hint && (!fault || hintStays) && <div className={styles.hint}>{hint}</div>}
      </div>
    </div>
  )
}
