import { Button } from 'antd'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import styles from './subscription.module.css'

/** 注册 at the first Ukey of a person: a quiet offer on the first page, which goes for good when it is declined. */
export const SubscriptionOffer = () => {
  const { client, snapshot, words } = useAssistant()
  const say = words.subscription
  const nameOf = useIssuerName()
  const { error, pending, run } = useAction()
  const offer = snapshot.subscriptionOffer
  const issuer = issuerById(snapshot, offer?.issuerId ?? null)
  if (offer === null || issuer === null) return null
  return (
    <section className={styles.offer} aria-label={say.title}>
      <Note
        tone="plain"
        icon="bell"
        title={say.offer}
        actions={
          <>
            <Button disabled={pending} onClick={() => void run(() => client.subscription.decline())}>
              {say.skip}
            </Button>
            <Button onClick={() => go({ page: 'subscription' })}>{say.begin}</Button>
          </>
        }
      >
        <p>{say.offerMeaning(nameOf(issuer))}</p>
        <p>{say.skipped}</p>
      </Note>
      {error && <ErrorNote report={error} />}
    </section>
  )
}
