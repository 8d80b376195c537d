import { useEffect, useState } from 'react'
import type { FeedView, LinkedPicture } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import styles from './announcements.module.css'

type PictureProps = {
  readonly issuerId: string
  readonly fetchedAt: string | null
  readonly picture: LinkedPicture
}

/** The picture's address; null until it is there. */
const usePicture = ({ issuerId, fetchedAt, picture: { id } }: PictureProps): string | null => {
  const { client } = useAssistant()
  const [address, setAddress] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a feed that was fetched again may have another picture
  useEffect(() => {
    let gone = false
    client.announcements.picture({ issuerId, itemId: id }).then(
      (found) => {
        if (!gone) setAddress(found && `data:${found.mediaType};base64,${found.base64}`)
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [client, issuerId, id, fetchedAt])
  return address
}

const Picture = (props: PictureProps) => {
  const { client, words } = useAssistant()
  const told = useBilingual()
  const address = usePicture(props)
  const { error, pending, run } = useAction()
  const { issuerId, picture } = props
  const title = told(picture.title)
  return (
    <div>
      <button
        type="button"
        className={styles.picture}
        disabled={pending}
        title={words.announcements.open(picture.host)}
        onClick={() => void run(() => client.announcements.open({ issuerId, itemId: picture.id }))}
      >
        {address && <img src={address} alt="" />}
        <span>{title}</span>
      </button>
      {error && <ErrorNote report={error} />}
    </div>
  )
}

/** 图片链接区. */
export const LinkedPictures = ({ feed }: { readonly feed: FeedView }) => {
  const { words } = useAssistant()
  if (feed.pictures.length === 0) return null
  return (
    <nav className={styles.pictures} aria-label={words.announcements.pictures}>
      {feed.pictures.map((picture) => (
        <Picture key={picture.id} issuerId={feed.issuerId} fetchedAt={feed.fetchedAt} picture={picture} />
      ))}
    </nav>
  )
}
