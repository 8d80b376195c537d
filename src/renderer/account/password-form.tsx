import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { type LoginTab, waysOf } from '../../shared/account/login-tabs.ts'
import type { ErrorCode } from '../../shared/errors/index.ts'
import type { PasswordWay } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import { FormFoot } from '../parts/foot.tsx'
import { Segments } from '../parts/segments.tsx'
import { go } from '../place/use-place.ts'
import { CaptchaField } from './captcha-field.tsx'
import styles from './login.module.css'
import { LoginHelp } from './login-help.tsx'
import { PasswordField } from './password-field.tsx'
import type { CaptchaState } from './use-captcha.ts'

/** Whom a person named on a tab. It stays while the person looks at other tabs; a password does not. */
export type Named = { readonly way: PasswordWay; readonly login: string }

type Name = 'login' | 'password' | 'captcha'
const names: readonly Name[] = ['login', 'password', 'captcha']

/** The field that a refusal is about. */
const refusedField: Partial<Readonly<Record<ErrorCode, Name>>> = {
  'login-wrong': 'password',
  'captcha-wrong': 'captcha',
  'captcha-stale': 'captcha',
}

type Props = {
  readonly issuerId: string
  readonly tab: Exclude<LoginTab, 'names'>
  readonly captcha: CaptchaState
  readonly named: Named
  readonly name: (named: Named) => void
  readonly onCancel: () => void
}

const focusOn = (form: HTMLFormElement, name: Name): void => {
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLInputElement) field.focus()
}

const usePasswordForm = ({ issuerId, captcha, named }: Props) => {
  const { client } = useAssistant()
  const [password, setPassword] = useState('')
  const [answer, setAnswer] = useState('')
  const [missing, setMissing] = useState<readonly Name[]>([])
  const login = useAction()
  const filled = (name: Name) => setMissing((before) => before.filter((one) => one !== name))
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = { login: named.login.trim(), password, captcha: answer.trim() }
    const left = names.filter((name) => values[name] === '')
    setMissing(left)
    const form = event.currentTarget
    if (left[0]) return focusOn(form, left[0])
    if (!captcha.captcha) return
    const captchaId = captcha.captcha.id
    const sent = { issuerId, way: named.way, ...values, captchaId }
    // The password is used once, whatever comes of it.
    setPassword('')
    if (await login.run(() => client.account.loginByPassword(sent))) return
    setAnswer('')
    captcha.renew()
    focusOn(form, 'password')
  }
  return {
    password,
    answer,
    missing,
    login,
    submit,
    filled,
    setPassword: (text: string) => {
      setPassword(text)
      filled('password')
    },
    setAnswer: (text: string) => {
      setAnswer(text)
      filled('captcha')
    },
  }
}

/** A login with a password: 手机号, 证件号, 信用代码, 机构代码, 历史账号, or as 经办人. */
export const PasswordForm = (props: Props) => {
  const { issuerId, tab, captcha, named, name, onCancel } = props
  const say = useAssistant().words.account
  const form = usePasswordForm(props)
  const { login } = form
  const ways = waysOf[tab]
  const wording = say.ways[named.way]
  const refused = login.error ? refusedField[login.error.code] : undefined
  const faultOf = (field: Name) => {
    if (!form.missing.includes(field)) return null
    return field === 'login' ? wording.missing : say.missing[field]
  }
  const error = login.error ?? captcha.action.error
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <p className={styles.lead}>{say.tabLeads[tab]}</p>
      {ways.length > 1 && (
        <Segments
          legend={say.by}
          values={ways}
          titles={say.wayTitles}
          chosen={named.way}
          choose={(way) => {
            form.filled('login')
            name({ ...named, way })
          }}
        />
      )}
      {error && <ErrorNote report={error} />}
      <Field label={wording.label} hint={wording.hint} fault={faultOf('login')}>
        {(ties) => (
          <Input
            {...ties}
            name="login"
            size="large"
            value={named.login}
            maxLength={64}
            inputMode={named.way === 'phone' ? 'tel' : 'text'}
            autoComplete="username"
            spellCheck={false}
            onChange={({ target }) => {
              form.filled('login')
              name({ ...named, login: target.value })
            }}
          />
        )}
      </Field>
      <PasswordField
        label={say.password}
        value={form.password}
        onChange={form.setPassword}
        hint={named.way === 'legacy' ? say.legacyPassword : undefined}
        fault={faultOf('password') ?? (refused === 'password' ? say.passwordAgain : null)}
      />
      <CaptchaField
        value={form.answer}
        onChange={form.setAnswer}
        fault={faultOf('captcha')}
        state={captcha}
      />
      <div className={styles.ways}>
        <Button type="link" onClick={() => go({ page: 'forgotten', issuerId })}>
          {say.forgotten}
        </Button>
        <Button type="link" onClick={() => go({ page: 'registration', issuerId })}>
          {say.register}
        </Button>
      </div>
      <LoginHelp tab={tab} />
      <FormFoot
        act={say.submit}
        pending={login.pending}
        waiting={say.submitting}
        aside={
          <Button size="large" onClick={onCancel}>
            {say.cancel}
          </Button>
        }
      />
    </form>
  )
}
