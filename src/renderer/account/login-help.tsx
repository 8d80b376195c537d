import type { LoginTab } from '../../shared/account/login-tabs.ts'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import styles from './login.module.css'

/** 登录遇到问题?: the questions that come up on this tab, with their answers and the hotline. */
export const LoginHelp = ({ tab }: { readonly tab: LoginTab }) => {
  const { words } = useAssistant()
  const say = words.account.help
  const hotline = useIssuer()?.hotline
  return (
    <details className={styles.help}>
      <summary>{say.title}</summary>
      <dl>
        {say.answers[tab].map(({ question, answer }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      <p>{hotline ? say.hotline(hotline) : say.noHotline}</p>
    </details>
  )
}
