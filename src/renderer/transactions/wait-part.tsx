import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import { explain } from '../../shared/errors/index.ts'
import type { TransactionView, Wait, WaitFor } from '../../shared/models/index.ts'
import { DemonstrationDeskNote } from '../issuers/demonstration-desk.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { PaymentWait } from '../orders/payment-wait.tsx'
import { Copied } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { CorrectionForm } from '../renewal/correction-form.tsx'
import { dateOf, dateTimeOf } from '../words/format.ts'
import { AbandonDialog, abandonWords } from './abandon-dialog.tsx'
import { ResumeForm } from './resume-form.tsx'
import styles from './transactions.module.css'

type Props = { readonly transaction: TransactionView }

/** What happens when the wait ends, and that nobody needs to watch. */
const Next = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.next}>
    <p>{children}</p>
    <p className={form.soft}>{useAssistant().words.transactions.mayClose}</p>
  </div>
)

/** For a wait that nobody here can shorten: buttons to ask about it again or to give up. */
const Foot = ({ transaction, ask }: Props & { readonly ask: string }) => {
  const { client, words } = useAssistant()
  const say = words.transactions
  const { pending, error, run } = useAction()
  const [abandoning, setAbandoning] = useState(false)
  const transactionId = transaction.id
  return (
    <>
      {error && <ErrorNote report={error} />}
      <div className={form.buttons}>
        <Waiting active={pending} words={say.asking} />
        <Button onClick={() => setAbandoning(true)}>{abandonWords(transaction, words).act}</Button>
        <Button
          disabled={pending}
          onClick={() => void run(() => client.transactions.resume({ transactionId }))}
        >
          {ask}
        </Button>
      </div>
      <AbandonDialog transaction={transaction} open={abandoning} close={() => setAbandoning(false)} />
    </>
  )
}

const ReviewFacts = ({ wait: { since, expected } }: { readonly wait: WaitFor<'review'> }) => {
  const say = useAssistant().words.transactions
  const facts = [{ name: say.reviewSince, value: dateTimeOf(since) }]
  return (
    <Facts
      facts={expected === null ? facts : [...facts, { name: say.reviewExpected, value: dateOf(expected) }]}
    />
  )
}

const NetworkFacts = ({ wait: { since, report, nextTry } }: { readonly wait: WaitFor<'network'> }) => {
  const { snapshot, words } = useAssistant()
  const say = words.transactions
  const { title, hotline } = explain(report, snapshot.settings.language)
  const facts = [
    { name: say.networkWhy, value: title },
    { name: say.networkSince, value: dateTimeOf(since) },
    ...(nextTry === null ? [] : [{ name: say.networkNext, value: dateTimeOf(nextTry) }]),
    {
      name: words.everywhere.errorCode,
      value: <Copied text={hotline} />,
    },
  ]
  return <Facts facts={facts} />
}

const partOf = (
  transaction: TransactionView,
  wait: Wait,
  words: ReturnType<typeof useAssistant>['words'],
) => {
  const say = words.transactions
  switch (wait.for) {
    case 'payment':
      return (
        <>
          <PaymentWait transaction={transaction} wait={wait} />
          <Next>{words.orders.next}</Next>
          <Foot transaction={transaction} ask={words.orders.askNow} />
          <DemonstrationDeskNote issuerId={transaction.issuerId} />
        </>
      )
    case 'review':
      return (
        <>
          <p>{say.reviewMeaning}</p>
          <ReviewFacts wait={wait} />
          <Next>{say.reviewNext}</Next>
          <Foot transaction={transaction} ask={say.askNow} />
          <DemonstrationDeskNote issuerId={transaction.issuerId} />
        </>
      )
    case 'correction':
      return (
        <>
          <CorrectionForm transaction={transaction} wait={wait} />
          <Foot transaction={transaction} ask={say.askNow} />
          <DemonstrationDeskNote issuerId={transaction.issuerId} />
        </>
      )
    case 'network':
      return (
        <>
          <NetworkFacts wait={wait} />
          <Next>{say.networkMeaning}</Next>
          <Foot transaction={transaction} ask={say.tryNow} />
        </>
      )
    case 'person':
      return <ResumeForm transaction={transaction} />
    default:
      return assertNever(wait)
  }
}

/** What a business waits for, what happens then, and what can be done meanwhile. */
export const WaitPart = ({ transaction, wait }: Props & { readonly wait: Wait }) => {
  const { words } = useAssistant()
  return <div className={form.stack}>{partOf(transaction, wait, words)}</div>
}
