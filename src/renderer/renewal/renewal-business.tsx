import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { RenewalProgress, TransactionView } from '../../shared/models/index.ts'
import { currentStep, isOpen } from '../../shared/transactions/progress.ts'
import { momentOf } from '../issuance/issuance-page.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useOnReturn } from '../live/use-on-return.ts'
import { Card, Section } from '../parts/card.tsx'
import { Copied } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { BackToForm } from '../transactions/back-to-form.tsx'
import { dateOf, dateTimeOf, yuanOf } from '../words/format.ts'
import styles from './renewal.module.css'

/** What the authority says, asked again whenever the business has gone on. */
const useProgress = (transaction: TransactionView) => {
  const { client } = useAssistant()
  const { id, state, waiting } = transaction
  const known = transaction.steps[0]?.state === 'done' && isOpen(transaction)
  const action = useAction()
  const { run } = action
  const [progress, setProgress] = useState<RenewalProgress | null>(null)
  const stand = `${state} ${waiting?.for ?? ''}`
  const ask = useCallback(
    (_stand: string) => {
      if (known) void run(async () => setProgress(await client.renewal.progress({ transactionId: id })))
    },
    [client, run, id, known],
  )
  useEffect(() => ask(stand), [ask, stand])
  useOnReturn(() => ask(stand))
  return { ...action, progress, ask: () => ask(stand) }
}

const Refund = ({ refund }: { readonly refund: NonNullable<RenewalProgress['refund']> }) => {
  const say = useAssistant().words.renewal.progress
  const yuan = yuanOf(refund.amountFen)
  return (
    <Note
      tone={refund.state === 'sent' ? 'good' : 'info'}
      icon="bill"
      title={refund.state === 'sent' ? say.refundSent(yuan) : say.refundDue(yuan)}
    />
  )
}

/** 查询进度: each moment with its time, and who is awaited until when. */
const ProgressSection = ({ transaction }: { readonly transaction: TransactionView }) => {
  const { words } = useAssistant()
  const say = words.renewal.progress
  const { progress, error } = useProgress(transaction)
  if (error) return <ErrorNote report={error} tone="soon" urgent={false} />
  if (progress === null) return null
  const { orderNumber, moments, awaited, refund } = progress
  return (
    <Section title={say.heading}>
      <Card>
        <div className={form.stack}>
          {orderNumber !== null && (
            <Facts facts={[{ name: say.number, value: <Copied text={orderNumber} /> }]} />
          )}
          <ol className={styles.moments}>
            {moments.map(({ moment, at }) => (
              <li key={`${moment} ${at}`}>
                <time dateTime={at}>{dateTimeOf(at)}</time>
                <span>{say.words[moment]}</span>
              </li>
            ))}
          </ol>
          {awaited && (
            <p>
              {say.awaited[awaited.from]}
              {awaited.by !== null && ` · ${say.by(dateOf(awaited.by))}`}
            </p>
          )}
          {refund && <Refund refund={refund} />}
        </div>
      </Card>
    </Section>
  )
}

/** 已撤销: the certificate is as it was, and what was paid goes back. */
const Withdrawn = () => {
  const say = useAssistant().words.renewal
  return (
    <Note
      tone="plain"
      title={say.withdrawn}
      actions={<Button onClick={() => go({ page: 'renewals' })}>{say.progress.toList}</Button>}
    >
      <p>{say.withdrawnMeaning}</p>
    </Note>
  )
}

/** A renewal that was submitted: what it waits for, and how it went so far. */
export const RenewalBusiness = ({ transaction }: { readonly transaction: TransactionView }) => {
  const say = useAssistant().words.renewal
  const atRequest = transaction.state === 'paused' && currentStep(transaction)?.name === 'request'
  return (
    <div className={form.column}>
      {atRequest && (
        <BackToForm
          transaction={transaction}
          say={say}
          placeOf={(certificateId) =>
            certificateId === null ? { page: 'renewals' } : { page: 'renewal', certificateId }
          }
        />
      )}
      {transaction.state === 'abandoned' ? (
        <Withdrawn />
      ) : (
        momentOf(transaction, () => go({ page: 'renewals' }))
      )}
      {isOpen(transaction) && <ProgressSection transaction={transaction} />}
    </div>
  )
}
