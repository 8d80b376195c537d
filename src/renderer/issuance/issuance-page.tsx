import { Button } from 'antd'
import { useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { assertNever } from '../../shared/assert-never.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { IssuerView, TransactionView } from '../../shared/models/index.ts'
import { firstChoice, isStillFree, type Target, ukeyChoices } from '../../shared/targets/targets.ts'
import type { Texts } from '../../shared/text/index.ts'
import { Page } from '../frame/page.tsx'
import { CompletionForm } from '../identity/completion-page.tsx'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { AbandonedMoment, DoneMoment } from '../transactions/done-moment.tsx'
import { OpenTransactions } from '../transactions/open-transactions.tsx'
import { ProgressMoment } from '../transactions/progress-moment.tsx'
import { useTransaction } from '../transactions/use-transaction.ts'
import { AccountMoment } from './account-moment.tsx'
import { IssuanceMomentsBar, type Moment } from './moments-bar.tsx'
import { PinMoment } from './pin-moment.tsx'
import { renewedBy } from './renewed-by.ts'
import { TokenMoment } from './token-moment.tsx'

export const momentOf = (transaction: TransactionView, leave: () => void) => {
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

type PreparingProps = {
  readonly issuer: IssuerView
  readonly cameFrom: string | null
  readonly watch: (id: string) => void
}

/** Remembers when the present person logged in. Until that changes, the page waits for another person's login. */
const useActing = (issuerId: string) => {
  const account = accountAt(useAssistant().snapshot, issuerId)
  const [joining, setJoining] = useState<string | null>(null)
  const isActing = account.state === 'signed-in' && account.since !== joining
  const another = () => setJoining(account.state === 'signed-in' ? account.since : null)
  /** Its details come first (信息补录). */
  const incomplete = isActing && !account.complete ? account : null
  return { isActing: isActing && incomplete === null, incomplete, another }
}

const Preparing = ({ issuer, cameFrom, watch }: PreparingProps) => {
  const { snapshot } = useAssistant()
  const [chosen, setChosen] = useState<Target | null>(null)
  const [confirmed, setConfirmed] = useState(false)
  const { isActing, incomplete, another } = useActing(issuer.id)
  // The page was opened for a token that is away or cannot take a certificate. Another token is used only if the person
  // says so.
  const away = cameFrom !== null && !snapshot.tokens.some(({ id }) => id === cameFrom)
  const barred = ukeyChoices(snapshot).some(({ token, obstacle }) => token.id === cameFrom && obstacle)
  const first = away || barred ? null : firstChoice(snapshot, cameFrom)
  const target = chosen && isStillFree(snapshot, chosen) ? chosen : first
  // The PIN is typed for the token that was confirmed and for no other.
  const atPin = confirmed && chosen !== null && target === chosen
  const now: Moment = !isActing ? 'account' : atPin ? 'pin' : 'token'
  useFocusKept(now)
  const confirm = () => {
    setChosen(target)
    setConfirmed(true)
  }
  return (
    <>
      <IssuanceMomentsBar now={now} />
      {now === 'account' && !incomplete && <AccountMoment issuerId={issuer.id} />}
      {incomplete && (
        <Card>
          <CompletionForm issuerId={issuer.id} account={incomplete} another={another} />
        </Card>
      )}
      {now === 'token' && (
        <TokenMoment
          issuerId={issuer.id}
          another={another}
          target={target}
          away={away}
          choose={setChosen}
          confirm={confirm}
        />
      )}
      {now === 'pin' && target && (
        <PinMoment issuer={issuer} target={target} back={() => setConfirmed(false)} started={watch} />
      )}
    </>
  )
}

/** If a replacement is under way, it gives the page its title. */
const titleOf = (transaction: TransactionView | null, otherwise: string, words: Texts): string =>
  transaction === null
    ? otherwise
    : {
        issue: otherwise,
        replacement: words.replacement.title,
        renew: words.renewal.title,
        upgrade: words.upgrade.title,
      }[transaction.business]

type IssuingProps = {
  readonly title: string
  readonly tokenId: string | null
  /** The issuer with whom it would begin; null if it is not known. */
  readonly issuer: IssuerView | null
}

/** Four parts that replace each other on one page in one column. */
const Issuing = ({ title, tokenId, issuer }: IssuingProps) => {
  const { snapshot, words } = useAssistant()
  const { transaction, begun, open, watch, leave } = useTransaction(tokenId)
  const several = open.length > 1
  const isPreparing = !transaction && !begun && !several
  useFocusKept(transaction?.state ?? (begun ? 'begun' : 'preparing'))
  return (
    <Page
      title={titleOf(transaction, title, words)}
      narrow
      issuer={transaction ? issuerById(snapshot, transaction.issuerId) : issuer}
    >
      {several && <OpenTransactions open={open} choose={watch} leave={leave} />}
      {isPreparing && issuer && <Preparing issuer={issuer} cameFrom={tokenId} watch={watch} />}
      {isPreparing && !issuer && <UnknownIssuer />}
      {begun && (
        <Card>
          <Waiting words={words.issuance.starting} />
        </Card>
      )}
      {transaction && (
        <>
          <IssuanceMomentsBar now={transaction.state === 'done' ? 'done' : 'progress'} />
          {momentOf(transaction, leave)}
        </>
      )}
    </Page>
  )
}

/** Shown when the issuer of the certificate is not known. Another one can be applied for at the chosen authority. */
const UnknownIssuer = () => {
  const { words } = useAssistant()
  return (
    <Note
      tone="info"
      title={words.issuers.unknown}
      actions={<Button onClick={() => go({ page: 'issue', tokenId: null })}>{words.issuance.another}</Button>}
    >
      <p>{words.issuers.unknownMeaning}</p>
    </Note>
  )
}

/** 证书签发: new business at the chosen authority. */
export const IssuancePage = ({ tokenId }: { readonly tokenId: string | null }) => {
  const { snapshot, words } = useAssistant()
  return <Issuing title={words.issuance.title} tokenId={tokenId} issuer={snapshot.issuer} />
}

/**
 * 证书更新: replaces one certificate at the authority that issued it, whichever authority is chosen. It is for an authority
 * that issues anew but has no 续期.
 */
export const UpdatePage = ({ certificateId }: { readonly certificateId: string }) => {
  const { snapshot, words } = useAssistant()
  const { tokenId, issuerId } = renewedBy(snapshot, certificateId)
  // The renewed certificate goes away in the end, but its issuer stays the issuer of this page.
  const [first] = useState(issuerId)
  return (
    <Issuing
      title={words.issuance.renewalTitle}
      tokenId={tokenId}
      issuer={issuerById(snapshot, issuerId ?? first)}
    />
  )
}
