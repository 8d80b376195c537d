import { useState } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import { firstChoice, isStillFree, type Target, ukeyChoices } from '../../shared/targets/targets.ts'
import type { Texts } from '../../shared/text/index.ts'
import { Page } from '../frame/page.tsx'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { AbandonedMoment, DoneMoment } from '../transactions/done-moment.tsx'
import { OpenTransactions } from '../transactions/open-transactions.tsx'
import { ProgressMoment } from '../transactions/progress-moment.tsx'
import { useTransaction } from '../transactions/use-transaction.ts'
import { AccountMoment } from './account-moment.tsx'
import { type Moment, MomentsBar } from './moments-bar.tsx'
import { PinMoment } from './pin-moment.tsx'
import { TokenMoment } from './token-moment.tsx'

const momentOf = (transaction: TransactionView, leave: () => void) => {
  switch (transaction.state) {
    case 'running':
    case 'waiting':
    case 'paused':
      return <ProgressMoment transaction={transaction} leave={leave} />
    case 'done':
      return <DoneMoment transaction={transaction} />
    case 'abandoned':
      return <AbandonedMoment again={leave} />
    default:
      return assertNever(transaction)
  }
}

type PreparingProps = { readonly cameFrom: string | null; readonly watch: (id: string) => void }

const Preparing = ({ cameFrom, watch }: PreparingProps) => {
  const { snapshot } = useAssistant()
  const [chosen, setChosen] = useState<Target | null>(null)
  const [confirmed, setConfirmed] = useState(false)
  // Sent here for a token that is away or cannot take it: another one is taken only when the person says so.
  const away = cameFrom !== null && !snapshot.tokens.some(({ id }) => id === cameFrom)
  const barred = ukeyChoices(snapshot).some(({ token, obstacle }) => token.id === cameFrom && obstacle)
  const first = away || barred ? null : firstChoice(snapshot, cameFrom)
  const target = chosen && isStillFree(snapshot, chosen) ? chosen : first
  const signedIn = snapshot.account.state === 'signed-in'
  // The PIN is typed for the token that was confirmed and for no other.
  const atPin = confirmed && chosen !== null && target === chosen
  const now: Moment = !signedIn ? 'account' : atPin ? 'pin' : 'token'
  useFocusKept(now)
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

/** The business that is under way gives the page its name. */
const titleOf = (transaction: TransactionView | null, words: Texts): string =>
  transaction?.business === 'replacement' ? words.replacement.title : words.issuance.title

/** 证书签发: one column, four moments on one page that replaces itself. */
export const IssuancePage = ({ tokenId }: { readonly tokenId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const { transaction, begun, open, watch, leave } = useTransaction(tokenId)
  const several = open.length > 1
  useFocusKept(transaction?.state ?? (begun ? 'begun' : 'preparing'))
  return (
    <Page title={titleOf(transaction, words)} narrow demonstration={snapshot.issuer.demonstration}>
      {several && <OpenTransactions open={open} choose={watch} leave={leave} />}
      {!transaction && !begun && !several && <Preparing cameFrom={tokenId} watch={watch} />}
      {begun && (
        <Card>
          <Waiting words={words.issuance.starting} />
        </Card>
      )}
      {transaction && (
        <>
          <MomentsBar now={transaction.state === 'done' ? 'done' : 'progress'} />
          {momentOf(transaction, leave)}
        </>
      )}
    </Page>
  )
}
