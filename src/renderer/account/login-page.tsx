import { Button } from 'antd'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Foot } from '../parts/foot.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import styles from './login.module.css'
import { Login } from './login.tsx'

const SignedIn = () => {
  const { snapshot, client, words } = useAssistant()
  const { pending, error, run } = useAction()
  const { account } = snapshot
  if (account.state !== 'signed-in') return null
  return (
    <div className={styles.form}>
      <Note tone="good" title={words.account.signedInAs}>
        <p>{words.account.alreadySignedIn}</p>
      </Note>
      <Facts
        facts={[
          { name: words.account.userName, value: account.userName },
          { name: words.account.applicantName, value: account.applicantName },
        ]}
      />
      {error && <ErrorNote report={error} />}
      <Foot
        aside={
          <Button size="large" disabled={pending} onClick={() => void run(() => client.account.logout())}>
            {words.account.logout}
          </Button>
        }
        waiting={{ active: pending, words: words.account.loggingOut }}
      >
        <Button type="primary" size="large" onClick={() => go({ page: 'issue', tokenId: null })}>
          {words.account.toIssue}
        </Button>
      </Foot>
    </div>
  )
}

export const LoginPage = () => {
  const { snapshot, words } = useAssistant()
  const signedIn = snapshot.account.state === 'signed-in'
  return (
    <Page title={words.account.title} narrow demonstration={snapshot.issuer.demonstration}>
      <Card>{signedIn ? <SignedIn /> : <Login onCancel={() => go({ page: 'home' })} />}</Card>
    </Page>
  )
}
