import { Button } from 'antd'
import { useState } from 'react'
import type { TransactionView } from '../../shared/models/index.ts'
import { stoppedAt } from '../../shared/transactions/progress.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { keptName } from '../words/format.ts'
import { AbandonDialog, abandonWords } from './abandon-dialog.tsx'
import { ElsewhereLink } from './elsewhere-link.tsx'
import { waitPicture, waitTitle } from './wait-words.ts'

type OneProps = { readonly transaction: TransactionView; readonly choose: (id: string) => void }

const One = ({ transaction, choose }: OneProps) => {
  const { words } = useAssistant()
  const say = words.transactions
  const [abandoning, setAbandoning] = useState(false)
  const { holder, tokenPresent, state, waiting } = transaction
  const tokenName = keptName(transaction, words)
  const running = state === 'running'
  const byItself = running || (waiting !== null && waiting.for !== 'person' && waiting.for !== 'correction')
  const said = (): string => {
    if (running) return words.home.running(say.businesses[transaction.business])
    if (waiting) return waitTitle(transaction, waiting, words)
    const where = tokenPresent ? words.home.unfinishedOn(tokenName) : words.home.unfinishedAbsent(tokenName)
    return `${say.paused(transaction.business, stoppedAt(transaction))} ${where}`
  }
  return (
    <Note
      tone={byItself ? 'info' : 'soon'}
      {...(waiting ? { icon: waitPicture(waiting) } : {})}
      title={`${holder} · ${tokenName}`}
      actions={
        <>
          {!running && (
            <Button onClick={() => setAbandoning(true)}>{abandonWords(transaction, words).act}</Button>
          )}
          <Button type="primary" onClick={() => choose(transaction.id)}>
            {byItself ? words.home.showProgress : say.continue}
          </Button>
        </>
      }
    >
      <p>{said()}</p>
      <AbandonDialog transaction={transaction} open={abandoning} close={() => setAbandoning(false)} />
    </Note>
  )
}

type Props = {
  readonly open: readonly TransactionView[]
  readonly choose: (id: string) => void
  readonly leave: () => void
}

/** Several unfinished businesses, each with a way to go on and a way out. */
export const OpenTransactions = ({ open, choose, leave }: Props) => {
  const { words } = useAssistant()
  return (
    <Card>
      <div className={styles.column}>
        <h2 className={styles.lead}>{words.transactions.severalLead}</h2>
        {open.map((transaction) => (
          <One key={transaction.id} transaction={transaction} choose={choose} />
        ))}
        <ElsewhereLink leave={leave} />
      </div>
    </Card>
  )
}
