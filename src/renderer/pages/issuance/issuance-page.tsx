import { useState } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type { TransactionView } from '../../../shared/models/index.ts'
import { Page } from '../../frame/page.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { go } from '../../place/use-place.ts'
import { isOpen } from '../../words/transaction.ts'
import { AccountMoment } from './account-moment.tsx'
import { AbandonedMoment, DoneMoment } from './done-moment.tsx'
import { type Moment, MomentsBar } from './moments-bar.tsx'
import { OpenTransactions } from './open-transactions.tsx'
import { PinMoment } from './pin-moment.tsx'
import { ProgressMoment } from './progress-moment.tsx'
import { firstChoice, isStillFree, type Target } from './targets.ts'
import { TokenMoment } from './token-moment.tsx'

/** The business this page is about: the one begun here, else an unfinished one that waits for its token. */
const useTransaction = (cameFrom: string | null) => {
  const { snapshot } = useAssistant()
  const [watched, setWatched] = useState<string | null>(null)
  const open = snapshot.transactions.filter(
    (one) => isOpen(one) && (cameFrom === null || one.tokenId === cameFrom),
  )
  // Of several the person says which one.
  const only = open.length === 1 ? open[0] : undefined
  const transaction = snapshot.transactions.find(({ id }) => id === watched) ?? only
  // An unfinished business stays on the page when it ends while one looks at it.
  if (transaction && transaction.id !== watched) setWatched(transaction.id)
  return { watched, transaction, open, watch: setWatched }
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
  // Sent here for a token that is away: another one is taken only when the person says so.
  const away = cameFrom !== null && !snapshot.tokens.some(({ id }) => id === cameFrom)
  const first = away ? null : firstChoice(snapshot, cameFrom)
  const target = chosen && isStillFree(snapshot, chosen) ? chosen : first
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
      {now === 'token' && <TokenMoment target={target} away={away} choose={setChosen} confirm={confirm} />}
      {now === 'pin' && target && (
        <PinMoment target={target} back={() => setConfirmed(false)} started={watch} />
      )}
    </>
  )
}

/** 证书签发: one column, four moments on one page that replaces itself. */
export const IssuancePage = ({ tokenId }: { readonly tokenId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const { watched, transaction, open, watch } = useTransaction(tokenId)
  const begun = watched !== null && !transaction
  const again = () => {
    watch(null)
    if (!snapshot.tokens.some(({ id }) => id === tokenId)) go({ page: 'issue', tokenId: null })
  }
  const several = !transaction && !begun && open.length > 1
  return (
    <Page title={words.issuance.title} narrow demonstration={snapshot.issuer.demonstration}>
      {several && <OpenTransactions open={open} choose={watch} />}
      {!transaction && !begun && !several && <Preparing key={tokenId} cameFrom={tokenId} watch={watch} />}
      {begun && (
        <Card>
          <Waiting words={words.issuance.starting} />
        </Card>
      )}
      {transaction && (
        <>
          <MomentsBar now={transaction.state === 'done' ? 'done' : 'progress'} />
          {momentOf(transaction, again)}
        </>
      )}
    </Page>
  )
}
