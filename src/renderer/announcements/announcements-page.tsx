import { Button } from 'antd'
import { useEffect } from 'react'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { FeedView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { Page } from '../frame/page.tsx'
import { demonstrationOf } from '../issuers/demonstration-of.ts'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useOnline } from '../live/use-online.ts'
import { Card, Section } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateTimeOf } from '../words/format.ts'
import { AnnouncementList } from './announcement-list.tsx'
import { LinkedPictures } from './linked-pictures.tsx'

/** What is read once is read, as soon as the person has left. */
const useSeen = ({ issuerId, announcements }: FeedView) => {
  const { client } = useAssistant()
  const isNews = announcements.some(({ unread }) => unread)
  useEffect(() => {
    if (!isNews) return
    return () => void client.announcements.seen({ issuerId }).catch(() => undefined)
  }, [client, issuerId, isNews])
}

/** Only what is wrong with the notices themselves. That there is no network is said elsewhere. */
const isOfFeed = ({ problem }: FeedView): boolean => problem?.code.startsWith('feed-') ?? false

const OfIssuer = ({ feed }: { readonly feed: FeedView }) => {
  const { snapshot, words } = useAssistant()
  const say = words.announcements
  const nameOf = useIssuerName()
  useSeen(feed)
  const issuer = issuerById(snapshot, feed.issuerId)
  return (
    <Section title={issuer ? nameOf(issuer) : feed.issuerId}>
      {feed.problem && isOfFeed(feed) && <ErrorNote report={feed.problem} tone="soon" urgent={false} />}
      {feed.outdated && <Note tone="plain" title={say.outdated} />}
      <Card>
        {feed.announcements.length === 0 ? (
          <p className={form.soft}>{say.none}</p>
        ) : (
          <AnnouncementList issuerId={feed.issuerId} announcements={feed.announcements} whole />
        )}
      </Card>
      <LinkedPictures feed={feed} />
      {feed.fetchedAt && (
        <p className={form.soft}>
          {say.fetched(dateTimeOf(feed.fetchedAt))} · {say.signed}
        </p>
      )}
    </Section>
  )
}

const Refresh = () => {
  const { client, words } = useAssistant()
  const { pending, run } = useAction()
  return (
    <span className={form.row}>
      <Waiting active={pending} words={words.announcements.refreshing} />
      <Button
        type="text"
        icon={<Icon name="refresh" size={16} />}
        onClick={() => void run(() => client.announcements.refresh())}
      >
        {words.announcements.refresh}
      </Button>
    </span>
  )
}

/** 公告 of all authorities that have made something known, the chosen one first. */
export const AnnouncementsPage = () => {
  const { snapshot, words } = useAssistant()
  const say = words.announcements
  const off = !useOnline()
  const { feeds, issuer } = snapshot
  const own = feeds.filter(({ issuerId }) => issuerId === issuer.id)
  const others = feeds.filter(({ issuerId, fetchedAt }) => issuerId !== issuer.id && fetchedAt !== null)
  return (
    <Page title={say.title} issuer={demonstrationOf(snapshot)} action={<Refresh />}>
      {off && <Note tone="plain" title={say.offline} />}
      {own.length === 0 && <Note tone="info" title={say.noFeed} />}
      {[...own, ...others].map((feed) => (
        <OfIssuer key={feed.issuerId} feed={feed} />
      ))}
    </Page>
  )
}
