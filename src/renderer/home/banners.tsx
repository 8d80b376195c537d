import { Button } from 'antd'
import { wrongClockMinutes } from '../../shared/connection/clock-skew.ts'
import { connectionOf } from '../../shared/connection/connection-of.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import { stoppedAt } from '../../shared/transactions/progress.ts'
import { useAssistant } from '../live/use-live.tsx'
import { NoticeBanner } from '../notices/notice-banner.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { ReminderBanners } from './reminder-banners.tsx'

const TransactionBanner = ({ transaction }: { readonly transaction: TransactionView }) => {
  const { words } = useAssistant()
  const say = words.home
  const show = () => go({ page: 'issue', tokenId: transaction.tokenId })
  if (transaction.state === 'running')
    return (
      <Note tone="info" title={say.running} actions={<Button onClick={show}>{say.showProgress}</Button>}>
        <p>{say.runningMeaning}</p>
      </Note>
    )
  const where = transaction.tokenName
  return (
    <Note
      tone="soon"
      title={say.unfinished(stoppedAt(transaction))}
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

const ClockBanner = () => {
  const { snapshot } = useAssistant()
  const minutes = wrongClockMinutes(Object.values(snapshot.connections))
  if (minutes === null) return null
  return <ErrorNote report={{ code: 'clock-skew', params: { minutes } }} tone="soon" urgent={false} />
}

/** Only what must be done, each with its button. */
export const Banners = () => {
  const { snapshot, words } = useAssistant()
  const open = snapshot.transactions.filter(({ state }) => state === 'paused' || state === 'running')
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
