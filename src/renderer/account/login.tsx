import { useAssistant } from '../live/use-live.tsx'
import { CodeForm } from './code-form.tsx'
import { LoginForm } from './login-form.tsx'

type Props = { readonly onCancel: () => void }

/** The login in its moments: the names, then the code where the authority wants one. */
export const Login = ({ onCancel }: Props) => {
  const { account } = useAssistant().snapshot
  return account.state === 'code-wanted' ? <CodeForm account={account} /> : <LoginForm onCancel={onCancel} />
}
