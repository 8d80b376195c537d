import type { TransactionView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { groupNames, stoppedAt } from '../../shared/transactions/progress.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { keptName } from '../words/format.ts'
import { ElsewhereLink } from './elsewhere-link.tsx'
import { ResumeForm } from './resume-form.tsx'
import { StepsList } from './steps-list.tsx'
import styles from './transactions.module.css'
import { useElapsed } from './use-elapsed.ts'
import { WaitPart } from './wait-part.tsx'
import { waitPicture, waitTitle } from './wait-words.ts'

/** Longer than usual, and longer than the page has said. */
const longSeconds = 60

type KeepInProps = { readonly transaction: TransactionView; readonly seconds: number }

const KeepIn = ({ transaction, seconds }: KeepInProps) => {
  const { words } = useAssistant()
  const say = words.transactions
  return (
    <div className={styles.keep}>
      <Icon name="warning" />
      <strong>{transaction.tokenKind === 'ukey' ? say.doNotUnplug : say.doNotClose}</strong>
      <span>{say.elapsed(seconds)}</span>
    </div>
  )
}

type Props = { readonly transaction: TransactionView; readonly leave: () => void }

const Heading = ({ transaction, children }: Pick<Props, 'transaction'> & { readonly children: string }) => {
  const { words } = useAssistant()
  const { holder, waiting } = transaction
  return (
    <div className={styles.wait}>
      {waiting && (
        <span className={styles.picture}>
          <Icon name={waitPicture(waiting)} size={26} />
        </span>
      )}
      <div>
        <h2 className={form.lead}>{children}</h2>
        <p className="unseen" role="status">
          {words.transactions.stepOf(groupNames.indexOf(stoppedAt(transaction)) + 1, groupNames.length)}
        </p>
        <p className={form.soft}>
          {holder} · {keptName(transaction, words)}
        </p>
      </div>
    </div>
  )
}

const headingOf = (transaction: TransactionView, seconds: number, words: Texts): string => {
  const say = words.transactions
  if (transaction.waiting) return waitTitle(transaction, transaction.waiting, words)
  if (transaction.state !== 'running') return say.paused(transaction.business, stoppedAt(transaction))
  return seconds > longSeconds ? say.progressLong : say.progressLead
}

/** The progress step by step. What the business waits for is above the list; an error stays at its step. */
export const ProgressMoment = ({ transaction, leave }: Props) => {
  const { words } = useAssistant()
  const { id, state, waiting } = transaction
  const running = state === 'running'
  const seconds = useElapsed(transaction)
  return (
    <Card>
      <div className={form.column}>
        {running && <KeepIn transaction={transaction} seconds={seconds} />}
        <Heading transaction={transaction}>{headingOf(transaction, seconds, words)}</Heading>
        {waiting && <WaitPart key={`${id} ${waiting.for}`} transaction={transaction} wait={waiting} />}
        <StepsList
          transaction={transaction}
          stopped={state === 'paused' && <ResumeForm key={id} transaction={transaction} />}
        />
        {!running && <ElsewhereLink leave={leave} />}
      </div>
    </Card>
  )
}
