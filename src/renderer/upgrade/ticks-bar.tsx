import type { UpgradeView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import styles from './upgrade.module.css'

type Tick = 'certificate' | 'seal' | 'applications'
type TickState = 'done' | 'now' | 'ahead' | 'none' | 'left'

const ticks: readonly Tick[] = ['certificate', 'seal', 'applications']

/** How a tick stands; null: the wizard was not submitted yet. */
const stateOf = (tick: Tick, upgrade: UpgradeView | null): TickState => {
  if (upgrade === null) return tick === 'certificate' ? 'now' : 'ahead'
  const state = upgrade[tick]
  switch (state) {
    case 'under-way':
    case 'sending':
      return 'now'
    case 'open':
      return tick === 'applications' && upgrade.seal === 'open' ? 'ahead' : 'now'
    default:
      return state
  }
}

/** The three ticks, above every moment of the wizard. */
export const TicksBar = ({ upgrade }: { readonly upgrade: UpgradeView | null }) => {
  const say = useAssistant().words.upgrade
  return (
    <ol className={styles.ticks} aria-label={say.ticksLabel}>
      {ticks.map((tick, index) => {
        const state = stateOf(tick, upgrade)
        return (
          <li key={tick} data-done={state === 'done'} aria-current={state === 'now' ? 'step' : undefined}>
            <span className={styles.mark} aria-hidden="true">
              {state === 'done' ? <Icon name="check" size={16} /> : index + 1}
            </span>
            <strong>{say.ticks[tick]}</strong>
            <small>{say.tickState[state]}</small>
          </li>
        )
      })}
    </ol>
  )
}
