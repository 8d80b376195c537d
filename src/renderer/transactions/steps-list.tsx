import type { ReactNode } from 'react'
import type { StepView, TransactionView } from '../../shared/models/index.ts'
import { currentStep } from '../../shared/transactions/progress.ts'
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

type StepProps = { readonly step: StepView; readonly children?: ReactNode }

const Step = ({ step, children }: StepProps) => {
  const { words } = useAssistant()
  const say = words.transactions
  const seconds = step.seconds === null ? null : secondsOf(step.seconds)
  return (
    <li
      className={styles.step}
      data-state={step.state}
      aria-current={children || step.state === 'waiting' ? 'step' : undefined}
    >
      <span className={styles.sign}>
        <Sign state={step.state} />
      </span>
      <span className={styles.stepName}>
        {say.steps[step.name]}
        <span className="unseen"> {say.stepState[step.state]}</span>
      </span>
      <span className={styles.seconds}>{seconds !== null && say.stepSeconds(seconds)}</span>
      {children && <div className={styles.trouble}>{children}</div>}
    </li>
  )
}

type Props = { readonly transaction: TransactionView; readonly stopped?: ReactNode }

/** The real steps, one in each line. An error is shown at its step. */
export const StepsList = ({ transaction, stopped }: Props) => {
  const back = isBack(transaction)
  const at = stopped ? currentStep(transaction) : null
  return (
    <ol className={styles.steps}>
      {transaction.steps.map((step) => (
        <Step key={step.name} step={step.state === 'failed' && back ? { ...step, state: 'waiting' } : step}>
          {step === at ? stopped : undefined}
        </Step>
      ))}
    </ol>
  )
}
