import { useState } from 'react'
import { type LoginTab, loginTabs, waysOf } from '../../shared/account/login-tabs.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { LoginForm, type LoginNames } from './login-form.tsx'
import { type Named, PasswordForm } from './password-form.tsx'
import { useCaptcha } from './use-captcha.ts'

type Props = { readonly issuerId: string; readonly onCancel: () => void }

type PasswordTab = Exclude<LoginTab, 'names'>

const nobody: Readonly<Record<PasswordTab, Named>> = {
  person: { way: waysOf.person[0], login: '' },
  entity: { way: waysOf.entity[0], login: '' },
  agency: { way: waysOf.agency[0], login: '' },
  handler: { way: waysOf.handler[0], login: '' },
}

/** All ways to log in, each on its tab. What was typed on one stays while the person looks at another. */
export const LoginWays = ({ issuerId, onCancel }: Props) => {
  const say = useAssistant().words.account
  const [tab, setTab] = useState<LoginTab>('names')
  const [names, setNames] = useState<LoginNames>({ userName: '', applicantName: '' })
  const [named, setNamed] = useState(nobody)
  /** Only the first form takes the focus: after that it stays on the tabs. */
  const [moved, setMoved] = useState(false)
  const captcha = useCaptcha(issuerId)
  const choose = (next: LoginTab) => {
    setMoved(true)
    setTab(next)
  }
  return (
    <Tabs label={say.tabsLabel} tabs={loginTabs} titles={say.tabs} now={tab} choose={choose}>
      {tab === 'names' ? (
        <LoginForm
          issuerId={issuerId}
          captcha={captcha}
          first={names}
          named={setNames}
          autoFocus={!moved}
          onCancel={onCancel}
        />
      ) : (
        <PasswordForm
          key={tab}
          issuerId={issuerId}
          tab={tab}
          captcha={captcha}
          named={named[tab]}
          name={(typed) => setNamed((before) => ({ ...before, [tab]: typed }))}
          onCancel={onCancel}
        />
      )}
    </Tabs>
  )
}
