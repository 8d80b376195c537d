import { type ReactNode, useId } from 'react'
import styles from './form.module.css'

export type Choice<Value> = {
  readonly value: Value
  readonly title: string
  readonly meaning: string
  /** Why it cannot be chosen now. */
  readonly obstacle?: ReactNode
  readonly drawing?: ReactNode
}

type Props<Value> = {
  readonly legend: string
  readonly choices: readonly Choice<Value>[]
  readonly chosen: Value | null
  readonly choose: (value: Value) => void
  readonly children?: ReactNode
  /** Puts the focus on the chosen one, or else on the first that can be chosen. */
  readonly autoFocus?: boolean
}

/** A choice between a few things, each with its meaning. */
export const Choices = <Value extends string>({
  legend,
  choices,
  chosen,
  choose,
  children,
  autoFocus = false,
}: Props<Value>) => {
  const name = useId()
  const first = chosen ?? choices.find(({ obstacle }) => !obstacle)?.value
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {choices.map(({ value, title, meaning, obstacle, drawing }) => (
        <label key={value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            disabled={Boolean(obstacle)}
            {...(autoFocus && value === first ? { autoFocus } : {})}
            onChange={() => choose(value)}
          />
          {drawing}
          <span>
            <strong>{title}</strong>
            <small>{meaning}</small>
            {obstacle && <small className={styles.obstacle}>{obstacle}</small>}
          </span>
        </label>
      ))}
      {children}
    </fieldset>
  )
}
