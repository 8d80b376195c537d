import { Button } from 'antd'
import { wrongClockMinutes } from '../../shared/connection/clock-skew.ts'
import { connectionOf } from '../../shared/connection/connection-of.ts'
import type { TransactionView, Wait } from '../../shared/models/index.ts'
import { businessPlace } from '../../shared/transactions/business-place.ts'
import { isOpen, stoppedAt } from '../../shared/transactions/progress.ts'
import { useAssistant } from '../live/use-live.tsx'
import { NoticeBanner } from '../notices/notice-banner.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { waitPicture, waitTitle } from '../transactions/wait-words.ts'
import { keptName } from '../words/format.ts'
import { ReminderBanners } from './reminder-banners.tsx'

type BannerProps = { readonly transaction: TransactionView; readonly show: () => void }

/** What the business waits for, in the sentence that its page uses. */
const WaitBanner = ({ transaction, wait, show }: BannerProps & { readonly wait: Wait }) => {
  const { words } = useAssistant()
  const ours = wait.for === 'person' || wait.for === 'correction'
  return (
    <Note
      tone={ours ? 'soon' : 'info'}
      icon={waitPicture(wait)}
      title={waitTitle(transaction, wait, words)}
      actions={
        <Button type={ours ? 'primary' : 'default'} onClick={show}>
          {ours ? words.home.continue : words.home.showProgress}
        </Button>
      }
    >
      <p>
        {transaction.holder} · {keptName(transaction, words)}
      </p>
      <p>{words.transactions.mayClose}</p>
    </Note>
  )
}

const StoppedBanner = ({ transaction, show }: BannerProps) => {
  const { words } = useAssistant()
  const say = words.home
  const where = keptName(transaction, words)
  return (
    <Note
      tone="soon"
      title={say.unfinished(
        words.transactions.businesses[transaction.business],
        words.transactions.groups[stoppedAt(transaction)],
      )}
      actions={
        <Button type="primary" onClick={show}>
          {say.continue}
        </Button>
      }
    >
      <p>{transaction.tokenPresent ? say.unfinishedOn(where) : say.unfinishedAbsent(where)}</p>
    </Note>
  )
}

const TransactionBanner = ({ transaction }: { readonly transaction: TransactionView }) => {
  const { words } = useAssistant()
  const say = words.home
  const show = () => go(businessPlace(transaction))
  if (transaction.waiting)
    return <WaitBanner transaction={transaction} wait={transaction.waiting} show={show} />
  if (transaction.state === 'paused') return <StoppedBanner transaction={transaction} show={show} />
  return (
    <Note
      tone="info"
      title={say.running(words.transactions.businesses[transaction.business])}
      actions={<Button onClick={show}>{say.showProgress}</Button>}
    >
      <p>{say.runningMeaning}</p>
    </Note>
  )
}

const ClockBanner = () => {
  const { snapshot } = useAssistant()
  const minutes = wrongClockMinutes(Object.values(snapshot.connections))
  if (minutes === null) return null
  return <ErrorNote report={{ code: 'clock-skew', params: { minutes } }} tone="soon" urgent={false} />
}

/** Only what must be done, each with its button. */
export const Banners = () => {
  const { snapshot, words } = useAssistant()
  const open = snapshot.transactions.filter(isOpen)
  return (
    <>
      {open.map((transaction) => (
        <TransactionBanner key={transaction.id} transaction={transaction} />
      ))}
      <ReminderBanners />
      {snapshot.notices.map((notice) => (
        <NoticeBanner key={notice.id} notice={notice} />
      ))}
      <ClockBanner />
      {connectionOf(snapshot, snapshot.issuer.id).state === 'offline' && (
        <Note tone="plain" title={words.home.offline}>
          <p>{words.home.offlineMeaning}</p>
        </Note>
      )}
    </>
  )
}
