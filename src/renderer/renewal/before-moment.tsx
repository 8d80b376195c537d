import { Button } from 'antd'
import type { CertificateView, IssuerView, RenewalQuote, TokenView } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { lacksRoom } from '../../shared/targets/room.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { Foot } from '../parts/foot.tsx'
import { Note } from '../parts/note.tsx'
import { dateOf } from '../words/format.ts'
import { Barred, TooOld } from './barred.tsx'
import { RemindOn } from './remind-on.tsx'
import styles from './renewal.module.css'

type Props = {
  readonly quote: RenewalQuote
  readonly view: CertificateView
  readonly token: TokenView
  readonly issuer: IssuerView
  /** The rule about keys is another one than the person saw. */
  readonly changed: boolean
  readonly next: () => void
}

/** A new key does not open what was sealed to the old one; a key that stays does. */
const Keys = ({ keys, view }: Pick<Props, 'view'> & Pick<RenewalQuote, 'keys'>) => {
  const say = useAssistant().words.renewal.before
  if (keys === 'same')
    return (
      <Note tone="info" title={say.sameKey}>
        <p>{say.sameKeyMeaning}</p>
      </Note>
    )
  return (
    <Note
      tone="soon"
      title={say.key}
      actions={
        <Button href={hashOf({ page: 'decryption-rehearsal', certificateId: view.id })}>
          {say.rehearse}
        </Button>
      }
    >
      <p>{say.sealed}</p>
      <p>{say.keyKept}</p>
    </Note>
  )
}

/** Said before anything is paid: no Ukey hands out a key, so an old one that has no room is lost with its files. */
const NoRoom = ({ token, issuer }: Pick<Props, 'token' | 'issuer'>) => {
  const say = useAssistant().words.renewal.before
  const hasOld = token.pairs.some(({ state }) => state === 'kept')
  return (
    <Note
      tone="soon"
      title={say.noRoom}
      actions={hasOld && <Button href={hashOf({ page: 'certificates' })}>{say.noRoomRemove}</Button>}
    >
      <p>{say.noRoomMeaning}</p>
      <p>{hasOld ? say.noRoomOld : say.noRoomNoOld}</p>
      {issuer.hotline !== null && <p>{say.noRoomAuthority(issuer.hotline)}</p>}
    </Note>
  )
}

/** Whether it can be renewed now, and what a person with sealed files must know before. */
export const BeforeMoment = ({ quote, view, token, issuer, changed, next }: Props) => {
  const { words } = useAssistant()
  const say = words.renewal.before
  const { standing, reviewDays, olderThan, keys } = quote
  const able = standing.may === 'online' || standing.may === 'with-form'
  return (
    <>
      <Facts
        facts={[
          { name: say.subject, value: view.holder },
          { name: say.until, value: dateOf(quote.notAfter) },
        ]}
      />
      <Barred quote={quote} issuer={issuer} reminder={<RemindOn view={view} />} />
      {able && olderThan !== null && <TooOld wanted={olderThan} />}
      {able && (
        <>
          <p>{standing.may === 'online' ? say.online : say.withForm(dateOf(standing.until))}</p>
          {reviewDays && <p>{say.reviewDays(reviewDays.from, reviewDays.to)}</p>}
          {changed && <Note tone="soon" title={say.keysChanged} />}
          <Keys keys={keys} view={view} />
          {keys === 'new' && lacksRoom(token) && <NoRoom token={token} issuer={issuer} />}
          <div className={styles.choice}>
            <RemindOn view={view} />
          </div>
          <Foot>
            <Button type="primary" size="large" disabled={olderThan !== null} onClick={next}>
              {say.begin}
            </Button>
          </Foot>
        </>
      )}
    </>
  )
}
