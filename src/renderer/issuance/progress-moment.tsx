import type { TransactionView } from '../../shared/models/index.ts'
import { stoppedAt } from '../../shared/transactions/progress.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { ElsewhereLink } from './elsewhere-link.tsx'
import styles from './issuance.module.css'
import { ResumePanel } from './resume-panel.tsx'
import { StepsList } from './steps-list.tsx'
import { useElapsed } from './use-elapsed.ts'

/** Longer than is usual, and than was said. */
const longSeconds = 60

type KeepInProps = { readonly transaction: TransactionView; readonly seconds: number }

const KeepIn = ({ transaction, seconds }: KeepInProps) => {
  const { words } = useAssistant()
  const say = words.issuance
  return (
    <div className={styles.keep}>
      <Icon name="warning" />
      <strong>{transaction.tokenKind === 'ukey' ? say.doNotUnplug : say.doNotClose}</strong>
      <span>{say.elapsed(seconds)}</span>
    </div>
  )
}

type Props = { readonly transaction: TransactionView; readonly leave: () => void }

/** What goes on, step by step; a failure stays in the list at its step. */
export const ProgressMoment = ({ transaction, leave }: Props) => {
  const { words } = useAssistant()
  const say = words.issuance
  const at = stoppedAt(transaction)
  const running = transaction.state === 'running'
  const seconds = useElapsed(transaction)
  const lead = seconds > longSeconds ? say.progressLong : say.progressLead
  const heading = running ? lead : say.paused(at)
  return (
    <Card>
      <div className={form.column}>
        {running && <KeepIn transaction={transaction} seconds={seconds} />}
        <div>
          <h2 className={form.lead}>{heading}</h2>
          <p className="unseen" role="status">
            {say.stepOf(at, transaction.steps.length)}
          </p>
          <p className={form.soft}>
            {transaction.holder} · {transaction.tokenName}
          </p>
        </div>
        <StepsList
          transaction={transaction}
          stopped={running ? undefined : <ResumePanel key={transaction.id} transaction={transaction} />}
        />
        {!running && <ElsewhereLink leave={leave} />}
      </div>
    </Card>
  )
}
