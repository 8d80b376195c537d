import type { TransactionView } from '../../../shared/models/index.ts'
import { Icon } from '../../drawings/icon.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { useNow } from '../../live/use-now.ts'
import { Card } from '../../parts/card.tsx'
import form from '../../parts/form.module.css'
import { stoppedAt } from '../../words/transaction.ts'
import { ElsewhereLink } from './elsewhere-link.tsx'
import styles from './issuance.module.css'
import { ResumePanel } from './resume-panel.tsx'
import { StepsList } from './steps-list.tsx'

const KeepIn = ({ transaction }: { readonly transaction: TransactionView }) => {
  const { words } = useAssistant()
  const say = words.issuance
  const now = useNow(true)
  const seconds = Math.max(0, Math.floor((now - Date.parse(transaction.startedAt)) / 1_000))
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
  const heading = running ? say.progressLead : say.paused(at)
  return (
    <Card>
      <div className={form.column}>
        {running && <KeepIn transaction={transaction} />}
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
