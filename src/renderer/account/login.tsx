import { accountAt } from '../../shared/account/account-at.ts'
import { useAssistant } from '../live/use-live.tsx'
import { CodeForm } from './code-form.tsx'
import { KnownAccounts } from './known-accounts.tsx'
import { LoginForm } from './login-form.tsx'

type Props = { readonly issuerId: string; readonly onCancel: () => void }

/** The login at one authority in its moments: the names, then the code where the authority wants one. */
export const Login = ({ issuerId, onCancel }: Props) => {
  const account = accountAt(useAssistant().snapshot, issuerId)
  if (account.state === 'code-wanted') return <CodeForm issuerId={issuerId} account={account} />
  return (
    <>
      <KnownAccounts issuerId={issuerId} />
      <LoginForm key={issuerId} issuerId={issuerId} onCancel={onCancel} />
    </>
  )
}
