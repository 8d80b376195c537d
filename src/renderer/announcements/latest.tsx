import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { AnnouncementList } from './announcement-list.tsx'
import styles from './announcements.module.css'
import { LinkedPictures } from './linked-pictures.tsx'

const shown = 3

/** 最新公告 and 图片链接 of the chosen authority. Nothing is shown before something was made known. */
export const Latest = () => {
  const { snapshot, words } = useAssistant()
  const say = words.announcements
  const feed = snapshot.feeds.find(({ issuerId }) => issuerId === snapshot.issuer.id)
  if (feed === undefined || feed.announcements.length + feed.pictures.length === 0) return null
  const unread = feed.announcements.filter((one) => one.unread).length
  return (
    <Section title={say.latest}>
      {feed.announcements.length > 0 && (
        <Card>
          <AnnouncementList
            issuerId={feed.issuerId}
            announcements={feed.announcements.slice(0, shown)}
            whole={false}
          />
          <p className={styles.foot}>
            <a className={form.soft} href={hashOf({ page: 'announcements' })}>
              {say.all}
            </a>
            {unread > 0 && <span>{say.unreadCount(unread)}</span>}
          </p>
        </Card>
      )}
      <LinkedPictures feed={feed} />
    </Section>
  )
}
