import type { ReactNode } from 'react'
import type { StepView, TransactionView } from '../../shared/models/index.ts'
import { groupsOf, type StepGroup, stoppedAt } from '../../shared/transactions/progress.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Ring } from '../parts/waiting.tsx'
import { secondsOf } from '../words/format.ts'
import { isBack } from './is-back.ts'
import styles from './transactions.module.css'

const Sign = ({ state }: { readonly state: StepView['state'] }) => {
  if (state === 'running') return <Ring />
  if (state === 'done') return <Icon name="check" />
  if (state === 'waiting') return <Icon name="clock" />
  return <Icon name={state === 'failed' ? 'problem' : 'ring'} size={state === 'failed' ? 20 : 14} />
}

type LineProps = {
  readonly name: string
  readonly state: StepView['state']
  readonly seconds: number | null
  readonly children?: ReactNode
}

const Line = ({ name, state, seconds, children }: LineProps) => {
  const { words } = useAssistant()
  const say = words.transactions
  const shown = seconds === null ? null : secondsOf(seconds)
  return (
    <li
      className={styles.step}
      data-state={state}
      aria-current={children || state === 'waiting' ? 'step' : undefined}
    >
      <span className={styles.sign}>
        <Sign state={state} />
      </span>
      <span className={styles.stepName}>
        {name}
        <span className="unseen"> {say.stepState[state]}</span>
      </span>
      <span className={styles.seconds}>{shown !== null && say.stepSeconds(shown)}</span>
      {children && <div className={styles.trouble}>{children}</div>}
    </li>
  )
}

/** What stopped it is over by now, so nothing is shown as failed. */
const eased = (state: StepView['state'], back: boolean): StepView['state'] =>
  state === 'failed' && back ? 'waiting' : state

const secondsIn = ({ steps }: StepGroup): number | null => {
  const took = steps.flatMap(({ seconds }) => seconds ?? [])
  return took.length === 0 ? null : took.reduce((sum, one) => sum + one, 0)
}

type Props = { readonly transaction: TransactionView; readonly stopped?: ReactNode }

/** The progress as the four things that a person follows. An error is shown at its group; every step is folded away. */
export const StepsList = ({ transaction, stopped }: Props) => {
  const { words } = useAssistant()
  const say = words.transactions
  const back = isBack(transaction)
  const names = transaction.keys === 'same' ? { ...say.steps, ...say.stepsWithSameKeys } : say.steps
  const at = stopped ? stoppedAt(transaction) : null
  return (
    <div>
      <ol className={styles.steps} aria-label={say.progress}>
        {groupsOf(transaction).map((group) => (
          <Line
            key={group.name}
            name={say.groups[group.name]}
            state={eased(group.state, back)}
            seconds={secondsIn(group)}
          >
            {group.name === at ? stopped : undefined}
          </Line>
        ))}
      </ol>
      <details className={styles.every}>
        <summary>
          {say.everyStep}
          <Icon name="down" size={16} />
        </summary>
        <ol>
          {transaction.steps.map(({ name, state, seconds }) => (
            <Line key={name} name={names[name]} state={eased(state, back)} seconds={seconds} />
          ))}
        </ol>
      </details>
    </div>
  )
}
