import type { DriverView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from './settings.module.css'

type Props = { readonly finding: NonNullable<DriverView['finding']> }

/** What was found in a driver's library: for what machine it is, what it lists, and what it lacks. */
export const DriverFinding = ({ finding: { architecture, devices, missing } }: Props) => {
  const { words } = useAssistant()
  const say = words.settings
  const lists = typeof devices === 'number' ? say.libraryLists(devices) : say.libraryRefuses(devices)
  const found = [say.libraryFor(architecture), lists].join(' · ')
  if (missing.length === 0) return <p className={styles.meaning}>{`${found} · ${say.libraryComplete}`}</p>
  return (
    <details className={styles.meaning}>
      <summary>{`${found} · ${say.libraryLacks(missing.length)}`}</summary>
      <ul className={styles.missing}>
        {missing.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </details>
  )
}
