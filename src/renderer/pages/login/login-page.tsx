import { Button } from 'antd'
import { Page } from '../../frame/page.tsx'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Foot } from '../../parts/foot.tsx'
import { Note } from '../../parts/note.tsx'
import { go } from '../../place/use-place.ts'
import styles from './login.module.css'
import { Login } from './login.tsx'

const SignedIn = () => {
  const { snapshot, client, words } = useAssistant()
  const { pending, error, run } = useAction()
  const { account } = snapshot
  if (account.state !== 'signed-in') return null
  return (
    <div className={styles.form}>
      <Note tone="good" title={words.login.signedInAs}>
        <p>{words.login.alreadySignedIn}</p>
      </Note>
      <Facts
        facts={[
          { name: words.login.userName, value: account.userName },
          { name: words.login.applicantName, value: account.applicantName },
        ]}
      />
      {error && <ErrorNote report={error} />}
      <Foot
        aside={
          <Button size="large" disabled={pending} onClick={() => void run(() => client.account.logout())}>
            {words.login.logout}
          </Button>
        }
        waiting={{ active: pending, words: words.login.loggingOut }}
      >
        <Button type="primary" size="large" onClick={() => go({ page: 'issue', tokenId: null })}>
          {words.login.toIssue}
        </Button>
      </Foot>
    </div>
  )
}

export const LoginPage = () => {
  const { snapshot, words } = useAssistant()
  const signedIn = snapshot.account.state === 'signed-in'
  return (
    <Page title={words.login.title} narrow demonstration={snapshot.issuer.demonstration}>
      <Card>{signedIn ? <SignedIn /> : <Login onCancel={() => go({ page: 'home' })} />}</Card>
    </Page>
  )
}
