import { useState } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type { TransactionView } from '../../../shared/models/index.ts'
import { Page } from '../../frame/page.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { isOpen } from '../../words/transaction.ts'
import { AccountMoment } from './account-moment.tsx'
import { AbandonedMoment, DoneMoment } from './done-moment.tsx'
import { type Moment, MomentsBar } from './moments-bar.tsx'
import { PinMoment } from './pin-moment.tsx'
import { ProgressMoment } from './progress-moment.tsx'
import { firstChoice, isStillFree, type Target } from './targets.ts'
import { TokenMoment } from './token-moment.tsx'

/** The business this page is about: the one begun here, else an unfinished one that waits for its token. */
const useTransaction = (cameFrom: string | null) => {
  const { snapshot } = useAssistant()
  const [watched, setWatched] = useState<string | null>(null)
  const open = snapshot.transactions.find(
    (one) => isOpen(one) && (cameFrom === null || one.tokenId === cameFrom),
  )
  const transaction = snapshot.transactions.find(({ id }) => id === watched) ?? open
  // An unfinished business stays on the page when it ends while one looks at it.
  if (transaction && transaction.id !== watched) setWatched(transaction.id)
  return { watched, transaction, watch: setWatched }
}

const momentOf = (transaction: TransactionView, again: () => void) => {
  switch (transaction.state) {
    case 'running':
    case 'paused':
      return <ProgressMoment transaction={transaction} />
    case 'done':
      return <DoneMoment transaction={transaction} />
    case 'abandoned':
      return <AbandonedMoment again={again} />
    default:
      return assertNever(transaction.state)
  }
}

const Preparing = ({
  cameFrom,
  watch,
}: {
  readonly cameFrom: string | null
  readonly watch: (id: string) => void
}) => {
  const { snapshot } = useAssistant()
  const [chosen, setChosen] = useState<Target | null>(null)
  const [confirmed, setConfirmed] = useState(false)
  const target = chosen && isStillFree(snapshot, chosen) ? chosen : firstChoice(snapshot, cameFrom)
  const signedIn = snapshot.account.state === 'signed-in'
  // The PIN is typed for the token that was confirmed and for no other.
  const atPin = confirmed && chosen !== null && target === chosen
  const now: Moment = !signedIn ? 'account' : atPin ? 'pin' : 'token'
  const confirm = () => {
    setChosen(target)
    setConfirmed(true)
  }
  return (
    <>
      <MomentsBar now={now} />
      {now === 'account' && <AccountMoment />}
      {now === 'token' && <TokenMoment target={target} choose={setChosen} confirm={confirm} />}
      {now === 'pin' && <PinMoment target={target} back={() => setConfirmed(false)} started={watch} />}
    </>
  )
}

/** 证书签发: one column, four moments on one page that replaces itself. */
export const IssuancePage = ({ tokenId }: { readonly tokenId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const { watched, transaction, watch } = useTransaction(tokenId)
  const begun = watched !== null && !transaction
  return (
    <Page title={words.issuance.title} narrow demonstration={snapshot.issuer.demonstration}>
      {!transaction && !begun && <Preparing key={tokenId} cameFrom={tokenId} watch={watch} />}
      {begun && (
        <Card>
          <Waiting words={words.issuance.starting} />
        </Card>
      )}
      {transaction && (
        <>
          <MomentsBar now={transaction.state === 'done' ? 'done' : 'progress'} />
          {momentOf(transaction, () => watch(null))}
        </>
      )}
    </Page>
  )
}
