import { Button } from 'antd'
import { useState } from 'react'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { RenewalBusiness } from './renewal-business.tsx'

const Unknown = () => {
  const say = useAssistant().words.renewal.progress
  return (
    <Note
      tone="plain"
      title={say.unknown}
      actions={<Button onClick={() => go({ page: 'renewals' })}>{say.toList}</Button>}
    >
      <p>{say.unknownMeaning}</p>
    </Note>
  )
}

/** A business that has left the state was withdrawn, unless it was seen to be done. */
const gone = (last: TransactionView): TransactionView =>
  last.state === 'done' ? last : { ...last, state: 'abandoned', waiting: null, error: null }

/** 续期进度. The business may have begun just now and come into the state a moment later. */
export const RenewalProgressPage = ({ transactionId }: { readonly transactionId: string }) => {
  const { snapshot, words } = useAssistant()
  const present = snapshot.transactions.find(({ id }) => id === transactionId)
  const [last, setLast] = useState<TransactionView | null>(null)
  if (present && present !== last) setLast(present)
  const transaction = present ?? (last && gone(last))
  useFocusKept(transaction?.state ?? 'unknown')
  return (
    <Page
      title={words.renewal.title}
      narrow
      issuer={transaction ? issuerById(snapshot, transaction.issuerId) : null}
    >
      {transaction && <RenewalBusiness transaction={transaction} />}
      {!transaction && snapshot.settled && <Unknown />}
      {!transaction && !snapshot.settled && (
        <Card>
          <Waiting words={words.renewal.loading} />
        </Card>
      )}
    </Page>
  )
}
