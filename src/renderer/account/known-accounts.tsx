import { Button } from 'antd'
import type { SignedIn } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from './login.module.css'

/** Others who are logged in at the same authority. One of them can act without another login. */
export const KnownAccounts = ({ issuerId }: { readonly issuerId: string }) => {
  const { snapshot, client, words } = useAssistant()
  const { pending, error, run } = useAction()
  const [, ...others] = snapshot.accounts.filter((one) => one.issuerId === issuerId)
  const signedIn = others.flatMap(({ account }): readonly SignedIn[] =>
    account.state === 'signed-in' ? [account] : [],
  )
  if (signedIn.length === 0) return null
  return (
    <div className={styles.ways}>
      {error && <ErrorNote report={error} />}
      {signedIn.map(({ userName, applicantName }) => (
        <Button
          key={userName}
          disabled={pending}
          onClick={() => void run(() => client.account.actAs({ issuerId, userName }))}
        >
          {words.account.goOnAs(applicantName)}
        </Button>
      ))}
    </div>
  )
}
