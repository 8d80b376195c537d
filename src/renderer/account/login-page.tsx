import { Button } from 'antd'
import { useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { SignedIn as Account } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { CompletionForm } from '../identity/completion-page.tsx'
import { PrincipalChoice } from '../identity/principals.tsx'
import { useCentre } from '../identity/use-centre.ts'
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

type Props = {
  readonly issuerId: string
  readonly account: Account
  /** Somebody else logs in. This person stays logged in. */
  readonly another: () => void
}

/** 经办人: a person who may act for others chooses for whom. */
const ForWhom = ({ issuerId, account }: Pick<Props, 'issuerId' | 'account'>) => {
  const mayAct = account.kind === 'person' || account.handler !== null
  const { centre } = useCentre(issuerId, mayAct ? `${account.userName} ${account.handler ?? ''}` : null)
  const hasChoice = centre !== null && (centre.principals.length > 0 || account.handler !== null)
  return hasChoice ? <PrincipalChoice issuerId={issuerId} account={account} centre={centre} /> : null
}

const SignedIn = ({ issuerId, account, another }: Props) => {
  const { client, words } = useAssistant()
  const { pending, error, run } = useAction()
  const { userName, applicantName } = account
  return (
    <div className={styles.form}>
      <Note tone="good" title={words.account.signedInAs}>
        <p>{words.account.alreadySignedIn}</p>
      </Note>
      <Facts
        facts={[
          { name: words.account.userName, value: userName },
          { name: words.account.applicantName, value: applicantName },
          ...(account.handler ? [{ name: words.account.tabs.handler, value: account.handler }] : []),
        ]}
      />
      <ForWhom issuerId={issuerId} account={account} />
      {error && <ErrorNote report={error} />}
      <Foot
        aside={
          <>
            <Button
              size="large"
              disabled={pending}
              onClick={() => void run(() => client.account.logout({ issuerId, userName }))}
            >
              {words.account.logout}
            </Button>
            <Button type="link" size="large" onClick={another}>
              {words.settings.another}
            </Button>
          </>
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

/** 账号登录 at one authority, or at the chosen one if none is named. */
export const LoginPage = ({ issuerId }: { readonly issuerId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const issuer = issuerById(snapshot, issuerId) ?? snapshot.issuer
  const account = accountAt(snapshot, issuer.id)
  /** When the present person logged in, while another person is to log in as well. */
  const [joining, setJoining] = useState<string | null>(null)
  const shown = account.state === 'signed-in' && account.since !== joining ? account : null
  return (
    <Page title={words.account.title} narrow issuer={issuer}>
      <Card>
        {shown && !shown.complete ? (
          <CompletionForm issuerId={issuer.id} account={shown} another={() => setJoining(shown.since)} />
        ) : shown ? (
          <SignedIn issuerId={issuer.id} account={shown} another={() => setJoining(shown.since)} />
        ) : (
          <Login issuerId={issuer.id} onCancel={() => go({ page: 'home' })} />
        )}
      </Card>
    </Page>
  )
}
