import { useId } from 'react'
import styles from './segments.module.css'

type Props<Value extends string> = {
  readonly legend: string
  readonly values: readonly Value[]
  readonly titles: Readonly<Record<Value, string>>
  readonly chosen: Value
  readonly choose: (value: Value) => void
}

/** A choice between a few words that need no explanation. */
export const Segments = <Value extends string>({ legend, values, titles, chosen, choose }: Props<Value>) => {
  const name = useId()
  return (
    <fieldset className={styles.segments}>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          {titles[value]}
        </label>
      ))}
    </fieldset>
  )
}
