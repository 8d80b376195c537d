import { accountAt } from '../../shared/account/account-at.ts'
import { useAssistant } from '../live/use-live.tsx'
import { CodeForm } from './code-form.tsx'
import { KnownAccounts } from './known-accounts.tsx'
import { LoginWays } from './login-ways.tsx'

type Props = { readonly issuerId: string; readonly onCancel: () => void }

/** The two parts of a login at one authority: the names, then the code if the authority wants one. */
export const Login = ({ issuerId, onCancel }: Props) => {
  const account = accountAt(useAssistant().snapshot, issuerId)
  if (account.state === 'code-wanted') return <CodeForm issuerId={issuerId} account={account} />
  return (
    <>
      <KnownAccounts issuerId={issuerId} />
      <LoginWays key={issuerId} issuerId={issuerId} onCancel={onCancel} />
    </>
  )
}
